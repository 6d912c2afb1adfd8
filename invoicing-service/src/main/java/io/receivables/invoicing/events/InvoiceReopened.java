package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * A paid invoice is open again, for example after a bank return.
 *
 * @param overdue whether it had been announced as overdue before; if not, InvoiceOverdue follows when it is
 */
public record InvoiceReopened(
        UUID invoiceId,
        String number,
        UUID customerId,
        String currency,
        BigDecimal openAmount,
        boolean overdue,
        long openItemVersion)
        implements InvoicingEvent {
    @Override
    public String type() {
        return "InvoiceReopened.v1";
    }
}
