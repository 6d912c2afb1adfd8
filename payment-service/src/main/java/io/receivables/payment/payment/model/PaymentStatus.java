package io.receivables.payment.payment.model;

/** How far a payment is used. */
public enum PaymentStatus {
    UNAPPLIED,
    PARTLY_ALLOCATED,
    ALLOCATED,
    REVERSED
}
