package io.receivables.payment.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An open item in a statement of the books: the same state that {@link OpenItemChanged} published last.
 *
 * @param effectiveDate latest day from which anything that changed the open item counts
 */
public record StatedOpenItem(
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
        LocalDate effectiveDate,
        long openItemVersion) {}
