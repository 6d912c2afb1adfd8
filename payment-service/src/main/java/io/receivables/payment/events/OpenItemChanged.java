package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What is owed on an invoice after a change; the one source every other service copies.
 *
 * @param causeId the invoice, credit note or payment that changed it
 * @param effectiveDate the day from which the change counts in reports as of a date; a version may count from an earlier day
 *     than the version before it, and the sum of the changes up to any day is never below zero
 */
public record OpenItemChanged(
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        String currency,
        LocalDate dueDate,
        BigDecimal originalAmount,
        BigDecimal creditedAmount,
        BigDecimal allocatedAmount,
        BigDecimal openAmount,
        OpenItemStatus status,
        Cause cause,
        UUID causeId,
        LocalDate effectiveDate,
        long openItemVersion)
        implements PaymentEvent {

    /** What kind of thing changed the open item. */
    public enum Cause {
        ISSUED,
        CREDITED,
        ALLOCATED,
        DEALLOCATED,
        REVERSED
    }
}
