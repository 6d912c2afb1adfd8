package io.receivables.invoicing.billrun.model;

/** How far a bill run is: received, then validated where all rows have to be known first, issued, and one of three ends. */
public enum BillRunStatus {
    RECEIVED,
    VALIDATING,
    ISSUING,
    /** Every row was decided. */
    DONE,
    /** Somebody ended it; what was issued stays issued. */
    STOPPED,
    /** A row is bad and the caller wanted all or nothing; nothing was issued. */
    REFUSED
}
