package io.receivables.payment.statement;

import io.receivables.payment.statement.model.StatementSummary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an import did, as it is answered and kept.
 *
 * @param fileHash SHA-256 of the file, hexadecimal; the same file again gives the same report
 */
public record StatementReport(UUID importId, String fileHash, StatementFile.Format format, List<Line> statements) {

    /** Whether a statement was taken in by this import or known from another file. */
    public enum Status {
        IMPORTED,
        ALREADY_IMPORTED
    }

    /** One statement of the file. */
    public record Line(
            UUID statementId,
            Status status,
            String account,
            String currency,
            Optional<String> statementNumber,
            Optional<LocalDate> fromDate,
            Optional<LocalDate> toDate,
            Optional<BigDecimal> openingBalance,
            Optional<BigDecimal> closingBalance,
            int entryCount,
            int duplicateCount,
            BigDecimal creditTotal,
            BigDecimal debitTotal,
            int paymentCount,
            int reversalCount,
            boolean balanced,
            Optional<BigDecimal> difference,
            String balanceNote) {

        static Line of(StatementSummary s, Status status) {
            return new Line(
                    s.statementId(),
                    status,
                    s.account(),
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
                    s.balanceNote());
        }
    }
}
