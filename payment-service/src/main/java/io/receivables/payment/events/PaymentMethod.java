package io.receivables.payment.events;

/** How the debtor paid. */
public enum PaymentMethod {
    BANK_TRANSFER,
    CARD,
    CASH
}
