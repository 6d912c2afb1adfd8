package io.receivables.dunning.reminder.model;

import java.util.UUID;

/** What is known after an attempt to hand a reminder to the mail server. */
public sealed interface Delivery {

    /** The reminder. */
    UUID reminderId();

    /** Whether the server said anything to it, be it no. */
    boolean answered();

    /** The server took it. */
    record Accepted(UUID reminderId) implements Delivery {
        @Override
        public boolean answered() {
            return true;
        }
    }

    /** The server surely did not take it, and may another time: it said no, or there was no connection, or the mail was not begun. */
    record Postponed(UUID reminderId, String reason, boolean answered) implements Delivery {}

    /** The server refused this recipient for good. */
    record Refused(UUID reminderId, String reason) implements Delivery {
        @Override
        public boolean answered() {
            return true;
        }
    }

    /** The message was on the wire and no positive answer came. */
    record Unknown(UUID reminderId, String reason, boolean answered) implements Delivery {}
}
