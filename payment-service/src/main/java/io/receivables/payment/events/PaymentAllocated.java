package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Parts of a payment settle invoices.
 *
 * @param unapplied what of the payment is left after this
 * @param effectiveDate the day from which all these parts count
 */
public record PaymentAllocated(
        UUID paymentId,
        Optional<UUID> customerId,
        String currency,
        List<AllocatedPart> allocations,
        BigDecimal unapplied,
        LocalDate effectiveDate)
        implements PaymentEvent {

    /** One part, and the state of its invoice's open item afterwards. */
    public record AllocatedPart(
            UUID allocationId,
            UUID invoiceId,
            String invoiceNumber,
            BigDecimal amount,
            AllocationRule rule,
            String explanation,
            BigDecimal openAmountAfter,
            long openItemVersion) {}
}
