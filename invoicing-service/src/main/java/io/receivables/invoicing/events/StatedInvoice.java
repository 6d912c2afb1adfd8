package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An issued invoice in a statement of the books.
 *
 * @param sequence of the invoice's last event
 */
public record StatedInvoice(
        UUID invoiceId,
        String number,
        long sequence,
        UUID customerId,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        BigDecimal totalWithVat,
        BigDecimal creditedAmount) {}
