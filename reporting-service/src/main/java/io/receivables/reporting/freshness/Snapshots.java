package io.receivables.reporting.freshness;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.AfterCommit;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.RootFailure;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Opens read-only transactions in which every statement sees the same state, so that a total and its parts agree while
 * events go on being applied. Nothing can be written in them.
 */
@ApplicationScoped
public class Snapshots {
    private final Pool pool;
    private final SystemClock clock;

    Snapshots(Pool pool, SystemClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    public <T> Uni<T> read(Caller caller, Function<PgTx, Uni<T>> work) {
        return open(caller.tenant(), cause(caller), Transactions.ITS_OWN_PLANS, work);
    }

    /** For statements that find all their rows by keys; planning them each time would cost more than they do. */
    <T> Uni<T> readByKeys(Caller caller, Function<PgTx, Uni<T>> work) {
        return open(caller.tenant(), cause(caller), Transactions.KEPT_PLANS, work);
    }

    private static Cause cause(Caller caller) {
        return new Cause(caller.subject(), caller.correlationId(), caller.correlationId(), TraceParent.current());
    }

    /** For jobs, across all tenants; never on behalf of a request. */
    <T> Uni<T> readAll(String job, Function<PgTx, Uni<T>> work) {
        return open(
                Transactions.ALL_TENANTS,
                new Cause(job, job, job, TraceParent.current()),
                Transactions.ITS_OWN_PLANS,
                work);
    }

    private <T> Uni<T> open(String tenant, Cause cause, String plans, Function<PgTx, Uni<T>> work) {
        return pool.withConnection(connection -> connection
                .query("begin isolation level repeatable read read only")
                .execute()
                .chain(() -> transaction(connection, tenant, cause, plans).chain(work::apply))
                .onItemOrFailure()
                .call((answer, failure) -> connection.query("rollback").execute()));
    }

    private Uni<PgTx> transaction(SqlConnection connection, String tenant, Cause cause, String plans) {
        return connection
                .preparedQuery("select begin_tenant($1, $2)")
                .execute(Tuple.of(tenant, plans))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                .map(moved -> moved == null ? clock.now() : moved.toInstant())
                .map(now -> new PgTx(connection, tenant, cause, now, new AfterCommit(), new RootFailure()));
    }
}
