package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** Nothing is open any more, and not because the whole invoice was credited. */
public record InvoicePaid(
        UUID invoiceId,
        String number,
        UUID customerId,
        String currency,
        BigDecimal total,
        LocalDate paidOn,
        long openItemVersion)
        implements InvoicingEvent {
    @Override
    public String type() {
        return "InvoicePaid.v1";
    }
}
