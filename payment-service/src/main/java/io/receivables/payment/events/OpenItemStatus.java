package io.receivables.payment.events;

/** How far an invoice is settled, by money or by credit notes. */
public enum OpenItemStatus {
    OPEN,
    PARTLY_SETTLED,
    SETTLED
}
