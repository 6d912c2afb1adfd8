package io.receivables.chassis.tx;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** A transaction on the PostgreSQL reactive client, for set-based and hot paths. */
public record PgTx(
        SqlConnection connection,
        String tenant,
        Cause cause,
        Instant now,
        AfterCommit afterCommit,
        RootFailure rootFailure)
        implements Tx {

    /**
     * Runs one statement with {@code $1..} placeholders. Instants bind to timestamptz, byte arrays to bytea, enums and
     * currencies to their codes, arrays to PostgreSQL arrays.
     */
    public Uni<RowSet<Row>> query(String sql, Object... parameters) {
        var values = new ArrayList<Object>(parameters.length);
        for (Object parameter : parameters) {
            values.add(bind(parameter));
        }
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(values))
                .onFailure()
                .transform(rootFailure::of);
    }

    @Override
    public Uni<Integer> execute(String sql, Object... parameters) {
        return query(sql, parameters).map(RowSet::rowCount);
    }

    @Override
    public Uni<Optional<List<String>>> firstRow(String sql, Object... parameters) {
        return query(sql, parameters).map(rows -> {
            var iterator = rows.iterator();
            if (!iterator.hasNext()) {
                return Optional.empty();
            }
            var row = iterator.next();
            var columns = new ArrayList<String>(row.size());
            for (int i = 0; i < row.size(); i++) {
                columns.add(row.getString(i));
            }
            return Optional.of(columns);
        });
    }

    /** The same transaction, acting because of another event. */
    public PgTx causedBy(Cause other) {
        return new PgTx(connection, tenant, other, now, afterCommit, rootFailure);
    }

    private static Object bind(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Instant[] instants) {
            return Arrays.stream(instants)
                    .map(i -> i == null ? null : i.atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new);
        }
        if (value instanceof byte[] bytes) {
            return io.vertx.core.buffer.Buffer.buffer(bytes);
        }
        if (value instanceof byte[][] arrays) {
            return Arrays.stream(arrays)
                    .map(a -> a == null ? null : io.vertx.core.buffer.Buffer.buffer(a))
                    .toArray(io.vertx.core.buffer.Buffer[]::new);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Currency currency ? currency.getCurrencyCode() : value;
    }
}
