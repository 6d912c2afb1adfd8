package io.receivables.invoicing.inbound.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** What is owed on an invoice, as OpenItemChanged carries it. */
record OpenItemState(
        UUID invoiceId, BigDecimal openAmount, Status status, LocalDate effectiveDate, long openItemVersion) {
    /** Whether something is still owed. */
    enum Status {
        OPEN,
        PARTLY_SETTLED,
        SETTLED
    }
}
