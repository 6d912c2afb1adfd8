package io.receivables.customer.customer.model;

/**
 * When an invoice of this customer falls due: {@code days} after issue (NET), or {@code days} after the end of the month
 * of issue (END_OF_MONTH).
 */
public record PaymentTerms(Kind kind, int days) {
    /** Longest term that is accepted. */
    public static final int MAX_DAYS = 365;

    /** Terms of a customer for whom nothing was agreed; 30 days is also the statutory default of Directive 2011/7/EU. */
    public static final PaymentTerms DEFAULT = new PaymentTerms(Kind.NET, 30);

    public PaymentTerms {
        if (days < 0 || days > MAX_DAYS) {
            throw new IllegalArgumentException("Payment terms of " + days + " days");
        }
    }

    /** Where the counting of days starts. */
    public enum Kind {
        NET,
        END_OF_MONTH
    }
}
