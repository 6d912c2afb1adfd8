package io.receivables.payment.events;

/** How this service learnt of a payment. */
public enum PaymentSource {
    API,
    STATEMENT
}
