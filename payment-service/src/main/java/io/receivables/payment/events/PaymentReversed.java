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
 */
public record PaymentReversed(
        UUID paymentId,
        Optional<UUID> customerId,
        String currency,
        BigDecimal amount,
        String reason,
        Optional<String> returnReasonCode,
        LocalDate bookingDate,
        List<ReleasedPart> releasedAllocations)
        implements PaymentEvent {}
