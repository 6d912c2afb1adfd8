package io.receivables.reporting.ageing.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.ageing.model.AgedBalance;
import io.receivables.reporting.ageing.model.AgeingQuestion;
import io.receivables.reporting.ageing.store.AgeingSql.Basis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Reads what is owed and what is unapplied; the database sums by due date, the model decides on the buckets. */
@ApplicationScoped
public class AgeingQueries {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** One customer's balance in one currency. */
    public record AgedAccount(
            UUID customerId, Optional<String> externalId, Optional<String> name, AgedBalance balance) {}

    /**
     * The balance of all that was asked for, in one currency.
     *
     * @param unidentified the part of the unapplied cash whose payer is not known
     */
    public record AgedTotal(AgedBalance balance, Money unidentified) {}

    /** Totals by currency, sorted. */
    public Uni<List<AgedTotal>> totals(PgTx tx, AgeingQuestion question) {
        var parameters = totalParameters(tx, question);
        boolean ofCustomer = question.customerId().isPresent();
        var basis = basis(tx, question);
        return tx.query(AgeingSql.totalOwed(ofCustomer, basis), parameters)
                .chain(owed -> tx.query(AgeingSql.totalCash(ofCustomer, basis), parameters)
                        .map(cash -> {
                            Map<String, AgedTotal> totals = new TreeMap<>();
                            owed.forEach(row -> totals.compute(
                                    row.getString("currency"),
                                    (currency, total) -> owed(start(currency, total), row, question.asOf())));
                            cash.forEach(row -> totals.compute(
                                    row.getString("currency"), (currency, total) -> paid(start(currency, total), row)));
                            return List.copyOf(totals.values());
                        }));
    }

    /** Accounts with something owed or unapplied, by customer and currency, after the cursor. */
    public Uni<List<AgedAccount>> accounts(PgTx tx, AgeingQuestion question, Optional<Cursor> after, int limit) {
        var parameters = new ArrayList<Object>();
        parameters.add(tx.tenant());
        parameters.add(question.asOf());
        parameters.add(question.currency().orElse(null));
        parameters.add(question.customerId().or(() -> after.map(c -> c.uuid(0))).orElse(BEFORE_ALL));
        parameters.add(after.map(c -> c.text(1)).orElse(""));
        parameters.add(limit);
        question.knownAt().ifPresent(parameters::add);
        var sql = AgeingSql.page(question.customerId().isPresent(), basis(tx, question));
        return tx.query(sql, parameters.toArray()).map(rows -> {
            var accounts = new ArrayList<AgedAccount>();
            rows.forEach(row -> accounts.add(account(row, question.asOf())));
            return accounts;
        });
    }

    /** Somewhere on earth it is still the day before. */
    private static Basis basis(PgTx tx, AgeingQuestion question) {
        if (question.knownAt().isPresent()) {
            return Basis.KNOWN;
        }
        var today = LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
        return question.asOf().isBefore(today.minusDays(1)) ? Basis.PAST : Basis.NOW;
    }

    private static Object[] totalParameters(PgTx tx, AgeingQuestion question) {
        var parameters = new ArrayList<Object>();
        parameters.add(tx.tenant());
        parameters.add(question.asOf());
        parameters.add(question.currency().orElse(null));
        question.customerId().ifPresent(parameters::add);
        question.knownAt().ifPresent(parameters::add);
        return parameters.toArray();
    }

    private static AgedTotal start(String currency, AgedTotal total) {
        if (total != null) {
            return total;
        }
        var of = Money.currency(currency);
        return new AgedTotal(AgedBalance.zero(of), Money.zero(of));
    }

    private static AgedTotal owed(AgedTotal total, Row row, LocalDate asOf) {
        return new AgedTotal(
                total.balance().owed(row.getLocalDate("due_date"), row.getBigDecimal("amount"), asOf),
                total.unidentified());
    }

    private static AgedTotal paid(AgedTotal total, Row row) {
        var balance = total.balance();
        return new AgedTotal(
                balance.withUnapplied(row.getBigDecimal("unapplied")),
                new Money(row.getBigDecimal("unidentified"), balance.currency()));
    }

    private static AgedAccount account(Row row, LocalDate asOf) {
        var balance = AgedBalance.zero(Money.currency(row.getString("currency")))
                .withUnapplied(row.getBigDecimal("unapplied"));
        var dueDates = row.getArrayOfLocalDates("due_dates");
        if (dueDates != null) {
            var amounts = row.get(BigDecimal[].class, "amounts");
            for (int i = 0; i < dueDates.length; i++) {
                balance = balance.owed(dueDates[i], amounts[i], asOf);
            }
        }
        return new AgedAccount(
                row.getUUID("customer_id"),
                Optional.ofNullable(row.getString("external_id")),
                Optional.ofNullable(row.getString("name")),
                balance);
    }
}
