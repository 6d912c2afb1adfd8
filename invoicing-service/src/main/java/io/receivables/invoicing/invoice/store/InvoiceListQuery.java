package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.model.InvoiceStatus;
import io.receivables.invoicing.invoice.model.Rounding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Lists invoices, newest first, with one statement per set of filters so that each can use its own index. A list that only the due date bounds
 * is in the order of that date, latest first, so that a page does not walk over what is outside the bound.
 */
@ApplicationScoped
public class InvoiceListQuery {
    private static final String COLUMNS =
            """
            select id, version, status, number, external_id, order_reference, seller_id, customer_id, currency, issue_date,
                   due_date, payment_reference, total_with_vat, open_amount, credited_total
              from invoices
             where tenant_id = $1""";

    /** One row more than the limit, so that the caller sees whether there is a next page. */
    public Uni<List<InvoiceSummary>> list(PgTx tx, InvoiceFilter filter, Optional<Cursor> after, int limit) {
        var statement = new Statement(tx.tenant());
        filter.customerId().ifPresent(v -> statement.and("customer_id =", v));
        filter.status().ifPresent(v -> statement.and("status =", v.name()));
        filter.number().ifPresent(v -> statement.and("number =", v));
        filter.externalId().ifPresent(v -> statement.and("external_id =", v));
        filter.orderReference().ifPresent(v -> statement.and("order_reference =", v));
        filter.dueFrom().ifPresent(v -> statement.and("due_date >=", v));
        filter.dueTo().ifPresent(v -> statement.and("due_date <=", v));
        filter.currency().ifPresent(v -> statement.and("currency =", v));
        if (filter.isByDueDate()) {
            after.ifPresent(cursor -> statement.before(cursor.read(0, LocalDate::parse), cursor.uuid(1)));
        } else {
            after.ifPresent(cursor -> statement.and("id <", cursor.uuid(0)));
        }
        var order = filter.isByDueDate() ? "due_date desc, id desc" : "id desc";
        return tx.query(statement.sql(order, limit + 1), statement.parameters())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(InvoiceListQuery::summary)
                        .toList());
    }

    private static InvoiceSummary summary(Row row) {
        var rounding = Rounding.of(Money.currency(row.getString("currency")));
        boolean issued = row.getString("number") != null;
        return new InvoiceSummary(
                row.getUUID("id"),
                row.getLong("version"),
                InvoiceStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("number")),
                Optional.ofNullable(row.getString("external_id")),
                Optional.ofNullable(row.getString("order_reference")),
                row.getUUID("seller_id"),
                row.getUUID("customer_id"),
                row.getString("currency"),
                Optional.ofNullable(row.getLocalDate("issue_date")),
                Optional.ofNullable(row.getLocalDate("due_date")),
                Optional.ofNullable(row.getString("payment_reference")),
                rounding.round(row.getBigDecimal("total_with_vat")),
                Optional.ofNullable(row.getBigDecimal("open_amount")).map(rounding::round),
                issued ? Optional.of(rounding.round(row.getBigDecimal("credited_total"))) : Optional.empty());
    }

    /** The statement as it grows with the filters that are present. */
    private static final class Statement {
        private final StringBuilder sql = new StringBuilder(COLUMNS);
        private final List<Object> parameters = new ArrayList<>();

        Statement(String tenant) {
            parameters.add(tenant);
        }

        void and(String condition, Object value) {
            parameters.add(value);
            sql.append(" and ").append(condition).append(" $").append(parameters.size());
        }

        void before(LocalDate dueDate, UUID id) {
            parameters.add(dueDate);
            parameters.add(id);
            sql.append(" and (due_date, id) < ($%d, $%d)".formatted(parameters.size() - 1, parameters.size()));
        }

        String sql(String order, int limit) {
            parameters.add(limit);
            return sql + " order by tenant_id desc, " + order + " limit $" + parameters.size();
        }

        Object[] parameters() {
            return parameters.toArray();
        }
    }
}
