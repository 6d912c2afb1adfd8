package io.receivables.payment.payment.model;

import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * Money that came in and what of it is used.
 *
 * @param explanation in words, where the money went and why some of it is left
 * @param version counts changes; each change publishes one event, so it is also the sequence of the last one
 */
public record Payment(
        UUID paymentId,
        PaymentDetails details,
        PaymentBalance balance,
        Optional<UUID> customerId,
        String explanation,
        String recordedBy,
        Instant recordedAt,
        long version) {

    public Currency currency() {
        return balance.amount().currency();
    }

    public PaymentStatus status() {
        if (balance.isReversed()) {
            return PaymentStatus.REVERSED;
        }
        if (balance.unapplied().isZero()) {
            return PaymentStatus.ALLOCATED;
        }
        return balance.allocated().isZero() ? PaymentStatus.UNAPPLIED : PaymentStatus.PARTLY_ALLOCATED;
    }

    /** The next state, one version on. */
    public Payment next(PaymentBalance newBalance, Optional<UUID> newCustomerId, String newExplanation) {
        return new Payment(
                paymentId, details, newBalance, newCustomerId, newExplanation, recordedBy, recordedAt, version + 1);
    }

    /** The same version with another explanation, for a payment that was looked at and left as it is. */
    public Payment explained(String newExplanation) {
        return new Payment(paymentId, details, balance, customerId, newExplanation, recordedBy, recordedAt, version);
    }

    /** How the payment looks to the allocation rules. */
    public IncomingMoney money(boolean designationOnly) {
        return new IncomingMoney(
                paymentId,
                balance.unapplied(),
                customerId,
                details.structuredReference(),
                details.remittanceInformation(),
                designationOnly);
    }
}
