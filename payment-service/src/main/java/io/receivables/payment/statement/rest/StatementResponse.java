package io.receivables.payment.statement.rest;

import io.receivables.payment.statement.model.StatementSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bank statement with its totals and the result of the balance check. */
@Schema(name = "Statement")
public record StatementResponse(
        UUID statementId,
        UUID importId,
        String account,
        Optional<String> accountIban,
        String currency,
        Optional<String> statementNumber,
        Optional<LocalDate> fromDate,
        Optional<LocalDate> toDate,
        Optional<BigDecimal> openingBalance,
        Optional<BigDecimal> closingBalance,
        int entryCount,
        @Schema(description = "Entries that an earlier file of the account had") int duplicateCount,
        BigDecimal creditTotal,
        BigDecimal debitTotal,
        int paymentCount,
        int reversalCount,
        @Schema(description = "Whether opening balance + entries = closing balance") boolean balanced,
        Optional<BigDecimal> difference,
        String balanceNote,
        Instant importedAt) {
    static StatementResponse of(StatementSummary s) {
        return new StatementResponse(
                s.statementId(),
                s.importId(),
                s.account(),
                s.accountIban(),
                s.currency().getCurrencyCode(),
                s.number(),
                s.from(),
                s.to(),
                s.opening().map(m -> m.amount()),
                s.closing().map(m -> m.amount()),
                s.entryCount(),
                s.duplicateCount(),
                s.creditTotal().amount(),
                s.debitTotal().amount(),
                s.paymentCount(),
                s.reversalCount(),
                s.balanced(),
                s.difference().map(m -> m.amount()),
                s.balanceNote(),
                s.importedAt());
    }
}
