package io.receivables.dunning.reminder.model;

import java.util.Arrays;
import java.util.Optional;

/** The only words a reminder text may ask for, written {@code {{name}}}; there are no expressions. */
public enum Placeholder {
    CUSTOMER_NAME("customerName"),
    INVOICE_NUMBER("invoiceNumber"),
    OPEN_AMOUNT("openAmount"),
    DUE_DATE("dueDate"),
    PAYMENT_REFERENCE("paymentReference"),
    SELLER_NAME("sellerName"),
    SELLER_IBAN("sellerIban");

    private final String word;

    Placeholder(String word) {
        this.word = word;
    }

    /** The placeholder as texts write it, without the braces. */
    public String word() {
        return word;
    }

    static Optional<Placeholder> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
    }
}
