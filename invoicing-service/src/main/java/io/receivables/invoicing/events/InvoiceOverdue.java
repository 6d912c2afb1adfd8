package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** The due date has ended in the debtor's time zone and something is still open. Published once in an invoice's life. */
public record InvoiceOverdue(
        UUID invoiceId,
        String number,
        UUID customerId,
        LocalDate dueDate,
        Instant overdueAt,
        String currency,
        BigDecimal openAmount,
        long openItemVersion)
        implements InvoicingEvent {
    @Override
    public String type() {
        return "InvoiceOverdue.v1";
    }
}
