package io.receivables.dunning.reminder.model;

/** What became of a reminder. */
public enum ReminderState {
    /** Waits for its turn; its text is written, and what is owed is looked at again, when it is sent. */
    PLANNED,
    /** Claimed and handed to the mail server; the outcome is not known yet. */
    SENDING,
    /** The mail server surely did not take it; it is tried again after a pause. */
    RETRY,
    /** The mail server took it. */
    SENT,
    /** It may or may not have gone out; it is never sent again. */
    UNCONFIRMED,
    /** There is no way to reach the customer; the reason says why. */
    NOT_DELIVERABLE,
    /** The invoice was settled before the reminder could go out. */
    CANCELLED,
    /** A notice from before the due date whose time had passed. */
    SKIPPED
}
