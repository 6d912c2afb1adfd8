package io.receivables.payment.query;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list query with only the conditions that were asked for, so that the database plans each combination by its own
 * index. Conditions are constant texts; values are always parameters.
 */
public final class ListQuery {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    /** Starts a query whose only condition is the tenant. */
    public ListQuery(String select, String tenantColumn, String tenant) {
        sql = new StringBuilder(select)
                .append(" where ")
                .append(tenantColumn)
                .append(" = ")
                .append(placeholder(tenant));
    }

    /** Adds a condition; each {@code ?} stands for the next value. */
    public ListQuery and(String condition, Object... values) {
        sql.append(" and ");
        int next = 0;
        for (char c : condition.toCharArray()) {
            sql.append(c == '?' ? placeholder(values[next++]) : String.valueOf(c));
        }
        return this;
    }

    /** Adds a condition with one value where there is one. */
    public ListQuery and(String condition, Optional<?> value) {
        value.ifPresent(v -> and(condition, new Object[] {v}));
        return this;
    }

    public Uni<RowSet<Row>> run(PgTx tx, String orderBy, int limit) {
        sql.append(" order by ").append(orderBy).append(" limit ").append(placeholder(limit));
        return tx.query(sql.toString(), parameters.toArray());
    }

    private String placeholder(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}
