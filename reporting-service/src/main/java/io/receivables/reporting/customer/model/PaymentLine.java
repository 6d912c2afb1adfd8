package io.receivables.reporting.customer.model;

import io.receivables.chassis.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A payment in a customer's history.
 *
 * @param customerId the payer, absent while unknown; somebody else when they paid the customer's invoice
 * @param unapplied what of it is not applied to an invoice
 */
public record PaymentLine(
        UUID paymentId,
        Optional<UUID> customerId,
        String method,
        Money amount,
        Money unapplied,
        LocalDate bookingDate,
        LocalDate valueDate,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        Optional<Reversal> reversal,
        List<AllocationLine> allocations) {

    /** The bank or a person took the money back. */
    public record Reversal(LocalDate on, String reason, Optional<String> returnReasonCode) {}

    /**
     * What a payment settled.
     *
     * @param released the part that was undone; the allocation counts for amount less released
     */
    public record AllocationLine(
            UUID allocationId,
            UUID invoiceId,
            String invoiceNumber,
            Money amount,
            Money released,
            Optional<LocalDate> releasedOn,
            Optional<String> releaseReason,
            String rule,
            String explanation,
            LocalDate effectiveDate,
            Optional<LocalDate> dueDate) {

        /** Days from the invoice's due date to the payment; absent until the invoice's own event has come. */
        public Optional<Long> daysLate() {
            return dueDate.map(due -> PaidInvoice.daysLate(due, effectiveDate));
        }
    }
}
