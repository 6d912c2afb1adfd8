package io.receivables.invoicing.billrun.model;

/** What became of one row of a file. */
public enum RowStatus {
    /** It can be issued, as far as known. */
    VALID,
    /** An invoice was issued for it. */
    ISSUED,
    /** There was an invoice with its external id and content already; it was issued if it still was a draft. */
    EXISTING,
    REFUSED
}
