package io.receivables.chassis.tx;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One open database transaction of one tenant. Whatever a use case writes goes through the same Tx, so that state,
 * events, audit entry and idempotency row commit or vanish together.
 */
public interface Tx {
    /** Tenant of every row this transaction touches, or {@code *} for jobs across tenants. */
    String tenant();

    Cause cause();

    /** The tenant's clock, read once when the transaction began. */
    Instant now();

    /** What happens once this transaction has committed. */
    AfterCommit afterCommit();

    /** Runs one statement with {@code $1..} placeholders and scalar parameters; gives the number of rows touched. */
    Uni<Integer> execute(String sql, Object... parameters);

    /** The first row of a query whose columns are all text (a null column is a null element). */
    Uni<Optional<List<String>>> firstRow(String sql, Object... parameters);
}
