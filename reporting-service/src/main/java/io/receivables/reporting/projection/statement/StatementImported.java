package io.receivables.reporting.projection.statement;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** What reports read of StatementImported.v1. */
record StatementImported(
        UUID statementId,
        Optional<String> accountIban,
        String currency,
        Optional<String> statementNumber,
        int entryCount,
        int paymentCount,
        BigDecimal creditTotal,
        BigDecimal debitTotal,
        boolean balanced,
        Optional<BigDecimal> difference) {}
