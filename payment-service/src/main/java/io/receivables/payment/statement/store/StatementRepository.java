package io.receivables.payment.statement.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.statement.model.StatementEnd;
import io.receivables.payment.statement.model.StatementHeader;
import io.receivables.payment.statement.model.StatementSummary;
import io.receivables.payment.statement.model.StatementTotals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sole writer of statement imports and statements. */
@ApplicationScoped
public class StatementRepository {
    static final String COLUMNS =
            """
            s.statement_id, s.import_id, s.account, s.account_iban, s.currency, s.statement_number, s.from_date, s.to_date,
            s.opening_balance, s.closing_balance, s.entry_count, s.duplicate_count, s.credit_total, s.debit_total,
            s.payment_count, s.reversal_count, s.balanced, s.difference, s.balance_note, s.imported_at""";

    private static final String OPEN_IMPORT =
            """
            insert into statement_imports (tenant_id, import_id, file_hash, format, imported_by, imported_at)
            values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, file_hash) do nothing""";
    private static final String REPORT_BY_HASH =
            "select import_id, report from statement_imports where tenant_id = $1 and file_hash = $2";
    private static final String REPORT_BY_ID =
            "select import_id, report from statement_imports where tenant_id = $1 and import_id = $2";
    private static final String CLOSE_IMPORT =
            "update statement_imports set report = $3 where tenant_id = $1 and import_id = $2";
    private static final String OPEN_STATEMENT =
            """
            insert into statements (tenant_id, statement_id, import_id, identity, account, account_iban, currency,
                                    statement_number, from_date, to_date, imported_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, identity) do nothing""";
    private static final String BY_IDENTITY =
            "select " + COLUMNS + " from statements s where s.tenant_id = $1 and s.identity = $2";
    private static final String BY_ID =
            "select " + COLUMNS + " from statements s where s.tenant_id = $1 and s.statement_id = $2";
    private static final String OF_IMPORT = "select " + COLUMNS
            + " from statements s where s.tenant_id = $1 and s.import_id = $2 order by s.statement_id";
    private static final String CLOSE_STATEMENT =
            """
            update statements set opening_balance = $3, closing_balance = $4, entry_count = $5, duplicate_count = $6,
                   credit_total = $7, debit_total = $8, payment_count = $9, balanced = $10, difference = $11,
                   balance_note = $12
             where tenant_id = $1 and statement_id = $2""";
    private static final String COUNT_REVERSALS =
            """
            update statements s set reversal_count =
                   (select coalesce(sum(cardinality(t.reversed_payment_ids)), 0) from bank_transactions t
                     where t.tenant_id = s.tenant_id and t.statement_id = s.statement_id)
             where s.tenant_id = $1 and s.import_id = $2""";

    /** A finished import: its id and its report as it was first answered. */
    public record Report(UUID importId, String json) {}

    /** Claims a file for import; false if the tenant has imported it before. */
    public Uni<Boolean> open(PgTx tx, UUID importId, String fileHash, String format) {
        return tx.execute(
                        OPEN_IMPORT,
                        tx.tenant(),
                        importId,
                        fileHash,
                        format,
                        tx.cause().actor(),
                        tx.now())
                .map(rows -> rows == 1);
    }

    public Uni<Report> reportOf(PgTx tx, String fileHash) {
        return tx.query(REPORT_BY_HASH, tx.tenant(), fileHash)
                .map(rows -> report(rows).orElseThrow());
    }

    public Uni<Optional<Report>> report(PgTx tx, UUID importId) {
        return tx.query(REPORT_BY_ID, tx.tenant(), importId).map(StatementRepository::report);
    }

    private static Optional<Report> report(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(new Report(
                        rows.iterator().next().getUUID(0),
                        rows.iterator().next().getString(1)));
    }

    public Uni<Void> close(PgTx tx, UUID importId, String report) {
        return tx.execute(CLOSE_IMPORT, tx.tenant(), importId, report).replaceWithVoid();
    }

    /** Adds a statement; false if the tenant has the same statement from another file. */
    public Uni<Boolean> openStatement(PgTx tx, UUID statementId, UUID importId, StatementHeader header) {
        return tx.execute(
                        OPEN_STATEMENT,
                        tx.tenant(),
                        statementId,
                        importId,
                        header.identity(),
                        header.account(),
                        header.iban().orElse(null),
                        header.currency(),
                        header.number().orElse(null),
                        header.from().orElse(null),
                        header.to().orElse(null),
                        tx.now())
                .map(rows -> rows == 1);
    }

    public Uni<Void> closeStatement(PgTx tx, UUID statementId, StatementEnd end, StatementTotals totals) {
        var balance = totals.check(end);
        return tx.execute(
                        CLOSE_STATEMENT,
                        tx.tenant(),
                        statementId,
                        inCurrencyOf(totals, end.opening()),
                        inCurrencyOf(totals, end.closing()),
                        totals.entries(),
                        totals.duplicates(),
                        totals.credits().amount(),
                        totals.debits().amount(),
                        totals.payments(),
                        balance.balanced(),
                        balance.difference().map(Money::amount).orElse(null),
                        balance.note())
                .replaceWithVoid();
    }

    /** A balance in a foreign currency would be read as one of the account's. */
    private static BigDecimal inCurrencyOf(StatementTotals totals, Optional<Money> balance) {
        return balance.filter(b -> b.currency().equals(totals.credits().currency()))
                .map(Money::amount)
                .orElse(null);
    }

    public Uni<Void> countReversals(PgTx tx, UUID importId) {
        return tx.execute(COUNT_REVERSALS, tx.tenant(), importId).replaceWithVoid();
    }

    public Uni<Optional<StatementSummary>> byIdentity(PgTx tx, String identity) {
        return tx.query(BY_IDENTITY, tx.tenant(), identity)
                .map(rows -> summaries(rows).stream().findFirst());
    }

    public Uni<Optional<StatementSummary>> byId(PgTx tx, UUID statementId) {
        return tx.query(BY_ID, tx.tenant(), statementId)
                .map(rows -> summaries(rows).stream().findFirst());
    }

    public Uni<List<StatementSummary>> ofImport(PgTx tx, UUID importId) {
        return tx.query(OF_IMPORT, tx.tenant(), importId).map(StatementRepository::summaries);
    }

    static List<StatementSummary> summaries(RowSet<Row> rows) {
        var summaries = new ArrayList<StatementSummary>(rows.size());
        rows.forEach(row -> summaries.add(summary(row)));
        return summaries;
    }

    private static StatementSummary summary(Row row) {
        var currency = Money.currency(row.getString("currency"));
        return new StatementSummary(
                row.getUUID("statement_id"),
                row.getUUID("import_id"),
                row.getString("account"),
                Optional.ofNullable(row.getString("account_iban")),
                currency,
                Optional.ofNullable(row.getString("statement_number")),
                Optional.ofNullable(row.getLocalDate("from_date")),
                Optional.ofNullable(row.getLocalDate("to_date")),
                money(row, "opening_balance"),
                money(row, "closing_balance"),
                row.getInteger("entry_count"),
                row.getInteger("duplicate_count"),
                new Money(row.getBigDecimal("credit_total"), currency),
                new Money(row.getBigDecimal("debit_total"), currency),
                row.getInteger("payment_count"),
                row.getInteger("reversal_count"),
                row.getBoolean("balanced"),
                money(row, "difference"),
                row.getString("balance_note"),
                row.getOffsetDateTime("imported_at").toInstant());
    }

    private static Optional<Money> money(Row row, String column) {
        return Optional.ofNullable(row.getBigDecimal(column)).map(a -> Money.of(a, row.getString("currency")));
    }
}
