package io.receivables.reporting.projection.openitem;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** What reports read of OpenItemChanged.v1, the one source of what is owed. */
record OpenItemChanged(
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        String currency,
        LocalDate dueDate,
        BigDecimal originalAmount,
        BigDecimal creditedAmount,
        BigDecimal allocatedAmount,
        BigDecimal openAmount,
        String status,
        String cause,
        UUID causeId,
        LocalDate effectiveDate,
        long openItemVersion) {}
