package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * Money that came in and what of it is used.
 *
 * @param releasedOn the latest day on which some of it was set free again
 * @param explanation in words, where the money went and why some of it is left
 * @param version counts changes; each change publishes one event, so it is also the sequence of the last one
 */
public record Payment(
        UUID paymentId,
        PaymentDetails details,
        PaymentBalance balance,
        Optional<UUID> customerId,
        Optional<LocalDate> releasedOn,
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
        return next(newBalance, newCustomerId, releasedOn, newExplanation);
    }

    /** The next state, with some of it free again from that day. */
    public Payment released(Money part, LocalDate on, String newExplanation) {
        return next(balance.release(part), customerId, Optional.of(Days.latest(on, releasedOn)), newExplanation);
    }

    private Payment next(
            PaymentBalance newBalance,
            Optional<UUID> newCustomerId,
            Optional<LocalDate> newReleasedOn,
            String newExplanation) {
        return new Payment(
                paymentId,
                details,
                newBalance,
                newCustomerId,
                newReleasedOn,
                newExplanation,
                recordedBy,
                recordedAt,
                version + 1);
    }

    /** From this day on at least what is unapplied now has been free: it can settle nothing as of an earlier one. */
    public LocalDate freeSince() {
        return Days.latest(details.bookingDate(), releasedOn);
    }

    /** The same version with another explanation, for a payment that was looked at and left as it is. */
    public Payment explained(String newExplanation) {
        return new Payment(
                paymentId, details, balance, customerId, releasedOn, newExplanation, recordedBy, recordedAt, version);
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
