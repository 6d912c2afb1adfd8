package io.receivables.reporting.projection.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Private copies of the payment events, with only the fields that reports read. */
final class PaymentEvents {
    private PaymentEvents() {}

    record Payer(Optional<String> name, Optional<String> iban) {}

    /** PaymentReceived.v1. */
    record Received(
            UUID paymentId,
            String method,
            String source,
            String currency,
            BigDecimal amount,
            LocalDate bookingDate,
            LocalDate valueDate,
            Optional<UUID> customerId,
            Optional<Payer> payer,
            Optional<String> structuredReference,
            Optional<String> remittanceInformation,
            Optional<String> externalId,
            Optional<UUID> statementId) {}

    record AllocatedPart(
            UUID allocationId,
            UUID invoiceId,
            String invoiceNumber,
            BigDecimal amount,
            String rule,
            String explanation) {}

    /** PaymentAllocated.v1. */
    record Allocated(
            UUID paymentId,
            Optional<UUID> customerId,
            String currency,
            List<AllocatedPart> allocations,
            BigDecimal unapplied,
            LocalDate effectiveDate) {}

    record ReleasedPart(UUID allocationId, BigDecimal amount) {}

    /** PaymentDeallocated.v1. */
    record Deallocated(
            UUID paymentId,
            Optional<UUID> customerId,
            String currency,
            List<ReleasedPart> allocations,
            String reason,
            BigDecimal unapplied,
            LocalDate effectiveDate) {}

    /** PaymentReversed.v1. */
    record Reversed(
            UUID paymentId,
            Optional<UUID> customerId,
            String currency,
            String reason,
            Optional<String> returnReasonCode,
            LocalDate bookingDate,
            Optional<LocalDate> effectiveDate,
            List<ReleasedPart> releasedAllocations) {
        /** The day of the bank, unless the payment was changed from a later day on. */
        LocalDate countsFrom() {
            return effectiveDate.orElse(bookingDate);
        }
    }
}
