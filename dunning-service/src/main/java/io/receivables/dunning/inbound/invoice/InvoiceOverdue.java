package io.receivables.dunning.inbound.invoice;

import java.math.BigDecimal;
import java.util.UUID;

/** Private copy: the due date passed without full payment. */
public record InvoiceOverdue(UUID invoiceId, String currency, BigDecimal openAmount, long openItemVersion) {}
