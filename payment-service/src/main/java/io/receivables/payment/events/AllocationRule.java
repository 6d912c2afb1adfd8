package io.receivables.payment.events;

/** Why money went to an invoice, in the order in which the reasons are tried. */
public enum AllocationRule {
    /** Somebody said so. */
    MANUAL,
    /** The debtor gave the invoice's payment reference. */
    STRUCTURED_REFERENCE,
    /** The debtor wrote the invoice's number. */
    INVOICE_NUMBER,
    /** The debtor gave no designation: due debts before others, then the older. */
    OLDEST_DUE
}
