package io.receivables.dunning.dunningcase.model;

import java.time.Instant;
import java.time.LocalDate;

/** The one thing that happens next on an open case, and when; {@code level} is 0 where no level is meant. */
public record NextAction(Kind kind, int level, LocalDate on, Instant at) {

    /** What kind of step it is. */
    public enum Kind {
        /** The job sends the reminder of a level. */
        SEND_REMINDER,
        /** The reminder of a level was planned: it waits for its turn or for the mail server, or is on its way. */
        DELIVER_REMINDER,
        /** A person looks at it: all levels are used up, or the amount is below the minimum of the policy. */
        REVIEW
    }
}
