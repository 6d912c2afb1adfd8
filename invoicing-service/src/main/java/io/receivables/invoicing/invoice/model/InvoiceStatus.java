package io.receivables.invoicing.invoice.model;

/**
 * What an invoice reads as; never stored by itself but derived (a generated column of the table holds the same rule):
 * fully credited wins, then settled, then overdue, then part paid.
 */
public enum InvoiceStatus {
    /** Not issued: no number, may be changed or discarded. */
    DRAFT,
    /** Issued, nothing paid, not overdue. */
    ISSUED,
    /** Issued and partly settled, not overdue. */
    PARTLY_PAID,
    /** Something is open after the end of the due date in the debtor's time zone. */
    OVERDUE,
    /** Nothing is open. */
    PAID,
    /** Credit notes took back the whole invoice. */
    CREDITED
}
