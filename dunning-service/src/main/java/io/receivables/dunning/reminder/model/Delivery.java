package io.receivables.dunning.reminder.model;

import java.util.UUID;

/** What is known after an attempt to hand a reminder to the mail server. */
public sealed interface Delivery {

    /** The reminder. */
    UUID reminderId();

    /** The server took it. */
    record Accepted(UUID reminderId) implements Delivery {}

    /** The server surely did not take it, and may another time; {@code unreachable}: there was no connection at all. */
    record Postponed(UUID reminderId, String reason, boolean unreachable) implements Delivery {}

    /** The server refused this recipient for good. */
    record Refused(UUID reminderId, String reason) implements Delivery {}

    /** The message was on the wire and no positive answer came. */
    record Unknown(UUID reminderId, String reason) implements Delivery {}
}
