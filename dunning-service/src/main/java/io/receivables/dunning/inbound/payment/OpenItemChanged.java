package io.receivables.dunning.inbound.payment;

import java.math.BigDecimal;
import java.util.UUID;

/** Private copy of what payment-service says is owed. */
public record OpenItemChanged(UUID invoiceId, BigDecimal creditedAmount, BigDecimal openAmount, long openItemVersion) {}
