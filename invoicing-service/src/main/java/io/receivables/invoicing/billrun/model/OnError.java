package io.receivables.invoicing.billrun.model;

/** What a bad row means for the others of its file. */
public enum OnError {
    /** Nothing; they are issued. */
    SKIP,
    /** All rows are validated first, and none is issued when one is bad. */
    REFUSE_ALL
}
