package io.receivables.dunning.inbound.invoice;

import java.math.BigDecimal;
import java.util.UUID;

/** Private copy: a payment was taken back. */
public record InvoiceReopened(
        UUID invoiceId, String currency, BigDecimal openAmount, boolean overdue, long openItemVersion) {}
