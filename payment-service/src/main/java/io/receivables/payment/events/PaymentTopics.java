package io.receivables.payment.events;

/** Topics that only payment-service writes. */
public final class PaymentTopics {
    public static final String OPEN_ITEMS = "receivables.payment.open-items";
    public static final String PAYMENTS = "receivables.payment.payments";
    public static final String STATEMENTS = "receivables.payment.statements";
    public static final String BOOKS = "receivables.payment.books";

    private PaymentTopics() {}
}
