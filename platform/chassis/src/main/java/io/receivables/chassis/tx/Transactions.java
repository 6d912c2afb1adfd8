package io.receivables.chassis.tx;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.time.SystemClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

/** Opens transactions on the PostgreSQL reactive client, each bound to a tenant from its first statement on. */
@ApplicationScoped
public class Transactions implements TransactionRunner<PgTx> {
    /** The tenant of jobs and the relay, which work for all tenants at once. */
    public static final String ALL_TENANTS = "*";

    /** The database plans for the values of an execution, or once, as it takes for cheaper: second argument of {@code begin_tenant}. */
    public static final String ITS_OWN_PLANS = null;

    /** The database keeps the plan of a statement and looks rows up, see {@link #byKeys}. */
    public static final String KEPT_PLANS = "force_generic_plan";

    private final Pool pool;
    private final SystemClock clock;
    private final CommitSignal signal;

    Transactions(Pool pool, SystemClock clock, CommitSignal signal) {
        this.pool = pool;
        this.clock = clock;
        this.signal = signal;
    }

    /** Runs the work in one transaction of the caller's tenant. */
    @Override
    public <R> Uni<R> inTenant(Caller caller, Function<PgTx, Uni<R>> work) {
        return Uni.createFrom()
                .deferred(() -> run(
                        caller.tenant(),
                        new Cause(
                                caller.subject(),
                                caller.correlationId(),
                                caller.correlationId(),
                                TraceParent.current()),
                        ITS_OWN_PLANS,
                        work));
    }

    /** Runs work whose cause was noted earlier in one transaction of one tenant. */
    public <R> Uni<R> as(String tenant, Cause cause, Function<PgTx, Uni<R>> work) {
        return run(tenant, cause, ITS_OWN_PLANS, work);
    }

    /** Runs the work of a job or consumer in one transaction of one tenant. */
    public <R> Uni<R> forTenant(String tenant, String actor, Function<PgTx, Uni<R>> work) {
        return Uni.createFrom().deferred(() -> run(tenant, jobCause(actor), ITS_OWN_PLANS, work));
    }

    /**
     * Runs what is done again and again for some rows, in one transaction of one tenant. Every statement finds its rows by their
     * keys, so the database keeps its plan instead of planning for the keys of each execution, and is told that looking rows up is better than
     * reading what a tenant has. No statement joins two things that have no index: each row of the one would be compared with each of the other.
     */
    public <R> Uni<R> byKeys(String tenant, String actor, Function<PgTx, Uni<R>> work) {
        return Uni.createFrom().deferred(() -> run(tenant, jobCause(actor), KEPT_PLANS, work));
    }

    /** Runs the work of a job in one transaction that sees every tenant. Never on behalf of a request. */
    public <R> Uni<R> acrossTenants(String job, Function<PgTx, Uni<R>> work) {
        return forTenant(ALL_TENANTS, job, work);
    }

    private static Cause jobCause(String actor) {
        var id = Ids.next().toString();
        return new Cause(actor, id, id, TraceParent.current());
    }

    private <R> Uni<R> run(String tenant, Cause cause, String plans, Function<PgTx, Uni<R>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    var afterCommit = new AfterCommit();
                    return pool.withConnection(connection -> begin(connection, tenant, plans)
                                    .chain(moved -> work.apply(new PgTx(
                                            connection, tenant, cause, now(moved), afterCommit, new RootFailure())))
                                    .invoke(() -> Failpoint.reach("transaction.before-commit"))
                                    .onItemOrFailure()
                                    .transformToUni((result, failure) -> end(connection, result, failure)))
                            .invoke(() -> Failpoint.reach("transaction.after-commit"))
                            .invoke(() -> signal.committed(afterCommit));
                })
                .onFailure(TransientFailures::isContention)
                .retry()
                .withBackOff(java.time.Duration.ofMillis(10), java.time.Duration.ofMillis(200))
                .atMost(5);
    }

    /** Both statements travel in one round trip. Answers the time to which the tenant's clock was moved, or null. */
    private static Uni<OffsetDateTime> begin(SqlConnection connection, String tenant, String plans) {
        return Uni.combine()
                .all()
                .unis(
                        connection.begin(),
                        connection.preparedQuery("select begin_tenant($1, $2)").execute(Tuple.of(tenant, plans)))
                .with((transaction, rows) -> rows.iterator().next())
                .map(row -> row.getOffsetDateTime(0));
    }

    private static <R> Uni<R> end(SqlConnection connection, R result, Throwable failure) {
        if (failure == null) {
            return connection.transaction().commit().replaceWith(result);
        }
        var undone = connection.transaction() == null
                ? Uni.createFrom().voidItem()
                : connection.transaction().rollback().onFailure().recoverWithNull();
        return undone.chain(() -> Uni.createFrom().failure(failure));
    }

    private Instant now(OffsetDateTime moved) {
        return moved == null ? clock.now() : moved.toInstant();
    }
}
