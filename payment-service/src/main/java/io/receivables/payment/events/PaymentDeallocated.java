package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Parts of a payment are free again: an undo, or a credit note on an invoice that was already paid.
 *
 * @param unapplied what of the payment is free after this
 * @param effectiveDate the day from which they are free, never before the day from which they counted
 */
public record PaymentDeallocated(
        UUID paymentId,
        Optional<UUID> customerId,
        String currency,
        List<ReleasedPart> allocations,
        String reason,
        BigDecimal unapplied,
        LocalDate effectiveDate)
        implements PaymentEvent {}
