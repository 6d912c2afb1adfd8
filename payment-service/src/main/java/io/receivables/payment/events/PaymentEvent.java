package io.receivables.payment.events;

/** The published language of payment-service. */
public sealed interface PaymentEvent
        permits OpenItemChanged,
                PaymentAllocated,
                PaymentDeallocated,
                PaymentReceived,
                PaymentReversed,
                StatementImported {

    /** Name and version as it stands in the envelope. */
    default String type() {
        return getClass().getSimpleName() + ".v1";
    }
}
