package io.receivables.chassis.tx;

import io.quarkus.arc.properties.IfBuildProperty;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.time.SystemClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Opens Hibernate Reactive transactions bound to a tenant; present where aggregates are entities. */
@ApplicationScoped
@IfBuildProperty(name = "receivables.chassis.hibernate-reactive", stringValue = "true")
public class HibernateTransactions implements TransactionRunner<SessionTx> {
    private final Mutiny.SessionFactory sessions;
    private final SystemClock clock;
    private final CommitSignal signal;

    HibernateTransactions(Mutiny.SessionFactory sessions, SystemClock clock, CommitSignal signal) {
        this.sessions = sessions;
        this.clock = clock;
        this.signal = signal;
    }

    /** Runs the work in one session and transaction of the caller's tenant. */
    @Override
    public <R> Uni<R> inTenant(Caller caller, Function<SessionTx, Uni<R>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    var afterCommit = new AfterCommit();
                    var cause = new Cause(
                            caller.subject(), caller.correlationId(), caller.correlationId(), TraceParent.current());
                    return sessions.withTransaction((session, transaction) -> session.createNativeQuery(
                                            "select cast(begin_tenant(?1) as timestamptz)", OffsetDateTime.class)
                                    .setParameter(1, caller.tenant())
                                    .getSingleResultOrNull()
                                    .chain(moved -> work.apply(
                                            new SessionTx(session, caller.tenant(), cause, now(moved), afterCommit)))
                                    .invoke(() -> Failpoint.reach("transaction.before-commit")))
                            .invoke(() -> Failpoint.reach("transaction.after-commit"))
                            .invoke(() -> signal.committed(afterCommit));
                })
                .onFailure(TransientFailures::isContention)
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(200))
                .atMost(5);
    }

    private Instant now(OffsetDateTime moved) {
        return moved == null ? clock.now() : moved.toInstant();
    }
}
