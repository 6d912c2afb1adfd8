package io.receivables.payment.statement.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.query.ListQuery;
import io.receivables.payment.statement.model.BankTransaction;
import io.receivables.payment.statement.model.Direction;
import io.receivables.payment.statement.model.EntryDetail;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Sole writer of bank transactions. */
@ApplicationScoped
public class BankTransactionRepository {
    /** One document for a batch, because two dozen parallel arrays, some of arrays, would be no clearer. */
    private static final String INSERT =
            """
            insert into bank_transactions (tenant_id, transaction_id, statement_id, line_number, account, recognition_key,
                   entry_reference, currency, amount, direction, booked, reversal, return_reason_code, return_references,
                   booking_date, value_date, detail_count, charges, end_to_end_id, counterparty_name, counterparty_iban,
                   structured_reference, remittance_information, outcome)
            select $1, n.transaction_id, n.statement_id, n.line_number, n.account, n.recognition_key, n.entry_reference,
                   n.currency, n.amount, n.direction, n.booked, n.reversal, n.return_reason_code, n.return_references,
                   n.booking_date, n.value_date, n.detail_count, n.charges, n.end_to_end_id, n.counterparty_name,
                   n.counterparty_iban, n.structured_reference, n.remittance_information, n.outcome
              from jsonb_to_recordset($2::jsonb) as n (
                   transaction_id uuid, statement_id uuid, line_number integer, account text, recognition_key text,
                   entry_reference text, currency text, amount numeric, direction text, booked boolean, reversal boolean,
                   return_reason_code text, return_references text[], booking_date date, value_date date,
                   detail_count integer, charges numeric, end_to_end_id text, counterparty_name text, counterparty_iban text,
                   structured_reference text, remittance_information text, outcome text)
            on conflict (tenant_id, account, recognition_key) where recognition_key is not null do nothing
            returning transaction_id""";

    private static final String PAYMENTS_BETWEEN =
            """
            select line_number, transaction_id from bank_transactions
             where tenant_id = $1 and statement_id = $2 and line_number between $3 and $4 and outcome = 'PAYMENT'""";

    /** A payment that is reversed already counts too: the return may be about that one, whoever reversed it. */
    private static final String MATCH_RETURN =
            """
            select p.payment_id, p.reversed_amount > 0 as reversed from payments p
              join bank_transactions t on t.tenant_id = p.tenant_id and t.transaction_id = p.bank_transaction_id
             where p.tenant_id = $1 and t.account = $2 and p.currency = $3 and p.amount = $4
               and p.end_to_end_id = any($5::text[])
            union
            select p.payment_id, p.reversed_amount > 0 as reversed from payments p
              join bank_transactions t on t.tenant_id = p.tenant_id and t.transaction_id = p.bank_transaction_id
             where t.tenant_id = $1 and t.account = $2 and p.currency = $3 and p.amount = $4
               and t.entry_reference = any($5::text[])
             limit 2""";

    private static final String MATCHED =
            """
            update bank_transactions set outcome = $3, reversed_payment_ids = $4::uuid[]
             where tenant_id = $1 and transaction_id = $2""";

    private static final String LIST =
            """
            select t.transaction_id, t.statement_id, t.line_number, t.currency, t.amount, t.direction, t.booked, t.reversal,
                   t.booking_date, t.value_date, t.entry_reference, t.end_to_end_id, t.counterparty_name,
                   t.counterparty_iban, t.structured_reference, t.remittance_information, t.return_reason_code,
                   t.detail_count, t.charges, t.outcome, t.reversed_payment_ids
              from bank_transactions t""";

    /** Inserts a batch; gives the ids of those that no earlier file of the account had. */
    public Uni<Set<UUID>> insert(PgTx tx, List<BankTransaction> transactions) {
        var rows = new JsonArray();
        transactions.forEach(t -> rows.add(json(t)));
        return tx.query(INSERT, tx.tenant(), rows).map(written -> {
            var ids = new HashSet<UUID>();
            written.forEach(row -> ids.add(row.getUUID(0)));
            return ids;
        });
    }

    /** Those of the lines of a statement that are kept as money of a debtor; a line that another file had is not. */
    public Uni<Map<Integer, UUID>> paymentsBetween(PgTx tx, UUID statementId, int firstLine, int lastLine) {
        return tx.query(PAYMENTS_BETWEEN, tx.tenant(), statementId, firstLine, lastLine)
                .map(rows -> {
                    var ids = new HashMap<Integer, UUID>();
                    rows.forEach(row -> ids.put(row.getInteger(0), row.getUUID(1)));
                    return ids;
                });
    }

    private static JsonObject json(BankTransaction transaction) {
        var entry = transaction.entry();
        var detail = transaction.summary();
        return new JsonObject()
                .put("transaction_id", transaction.transactionId().toString())
                .put("statement_id", transaction.statementId().toString())
                .put("line_number", transaction.lineNumber())
                .put("account", transaction.account())
                .put("recognition_key", transaction.recognitionKey().orElse(null))
                .put("entry_reference", entry.reference().orElse(null))
                .put("currency", entry.amount().currency().getCurrencyCode())
                .put("amount", entry.amount().amount().toPlainString())
                .put("direction", entry.direction().name())
                .put("booked", entry.booked())
                .put("reversal", entry.reversal())
                .put("return_reason_code", detail.returnReasonCode().orElse(null))
                .put("return_references", new JsonArray(List.copyOf(returnReferences(transaction, detail))))
                .put("booking_date", entry.bookingDate().toString())
                .put("value_date", entry.valueDate().toString())
                .put("detail_count", entry.details().size())
                .put(
                        "charges",
                        entry.charges().map(c -> c.amount().toPlainString()).orElse(null))
                .put("end_to_end_id", detail.endToEndId().orElse(null))
                .put("counterparty_name", detail.counterpartyName().orElse(null))
                .put("counterparty_iban", detail.counterpartyIban().orElse(null))
                .put("structured_reference", detail.structuredReference().orElse(null))
                .put("remittance_information", detail.remittanceInformation().orElse(null))
                .put("outcome", transaction.outcome().name());
    }

    private static List<String> returnReferences(BankTransaction transaction, EntryDetail detail) {
        return transaction.outcome() == BankTransaction.Outcome.RETURN_UNMATCHED ? detail.references() : List.of();
    }

    /** The one payment on the account that has one of the references and the amount, if it is the only one and not reversed yet. */
    public Uni<Optional<UUID>> paymentReturnedBy(PgTx tx, String account, Money amount, Set<String> references) {
        return tx.query(
                        MATCH_RETURN,
                        tx.tenant(),
                        account,
                        amount.currency(),
                        amount.amount(),
                        references.toArray(String[]::new))
                .map(BankTransactionRepository::onlyOneToReverse);
    }

    private static Optional<UUID> onlyOneToReverse(RowSet<Row> found) {
        if (found.size() != 1) {
            return Optional.empty();
        }
        var payment = found.iterator().next();
        return payment.getBoolean("reversed") ? Optional.empty() : Optional.of(payment.getUUID("payment_id"));
    }

    /** Keeps what a return took back; as long as a part of it fits no payment, it stays one for a person. */
    public Uni<Void> matched(PgTx tx, UUID transactionId, List<UUID> paymentIds, boolean whole) {
        var outcome = whole ? BankTransaction.Outcome.RETURN : BankTransaction.Outcome.RETURN_UNMATCHED;
        return tx.execute(MATCHED, tx.tenant(), transactionId, outcome.name(), paymentIds.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    /** Reads one row more than the limit, in the order of the statement. */
    public Uni<List<BankTransaction.View>> list(PgTx tx, UUID statementId, Optional<Cursor> after, int limit) {
        var query = new ListQuery(LIST, "t.tenant_id", tx.tenant()).and("t.statement_id = ?", Optional.of(statementId));
        after.ifPresent(
                cursor -> query.and("t.line_number > ?", Optional.of(cursor.<Integer>read(0, Integer::valueOf))));
        return query.run(tx, "t.line_number", limit + 1).map(rows -> {
            var views = new ArrayList<BankTransaction.View>(rows.size());
            rows.forEach(row -> views.add(view(row)));
            return views;
        });
    }

    private static BankTransaction.View view(Row row) {
        var currency = row.getString("currency");
        BigDecimal charges = row.getBigDecimal("charges");
        LocalDate booking = row.getLocalDate("booking_date");
        return new BankTransaction.View(
                row.getUUID("transaction_id"),
                row.getUUID("statement_id"),
                row.getInteger("line_number"),
                Money.of(row.getBigDecimal("amount"), currency),
                Direction.valueOf(row.getString("direction")),
                row.getBoolean("booked"),
                row.getBoolean("reversal"),
                booking,
                row.getLocalDate("value_date"),
                text(row, "entry_reference"),
                text(row, "end_to_end_id"),
                text(row, "counterparty_name"),
                text(row, "counterparty_iban"),
                text(row, "structured_reference"),
                text(row, "remittance_information"),
                text(row, "return_reason_code"),
                row.getInteger("detail_count"),
                Optional.ofNullable(charges).map(c -> Money.of(c, currency)),
                BankTransaction.Outcome.valueOf(row.getString("outcome")),
                Arrays.asList(row.getArrayOfUUIDs("reversed_payment_ids")));
    }

    private static Optional<String> text(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }
}
