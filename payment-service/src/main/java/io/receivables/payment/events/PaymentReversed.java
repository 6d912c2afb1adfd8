package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The money of a payment went back; whatever it had settled is owed again.
 *
 * @param returnReasonCode ISO 20022 external code, for example AC04
 * @param bookingDate the day of the bank
 * @param effectiveDate the same day, unless the payment was changed from a later day on
 */
public record PaymentReversed(
        UUID paymentId,
        Optional<UUID> customerId,
        String currency,
        BigDecimal amount,
        String reason,
        Optional<String> returnReasonCode,
        LocalDate bookingDate,
        LocalDate effectiveDate,
        List<ReleasedPart> releasedAllocations)
        implements PaymentEvent {}
