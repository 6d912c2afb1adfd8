package io.receivables.payment.events;

import java.math.BigDecimal;
import java.util.UUID;

/** An allocation, or a part of one, that does not count any more. */
public record ReleasedPart(UUID allocationId, UUID invoiceId, String invoiceNumber, BigDecimal amount) {}
