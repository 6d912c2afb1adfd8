package io.receivables.chassis.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts what waits for a person: parked events and dead letters, as gauges to alert on. */
@ApplicationScoped
public class BacklogMetrics {
    private static final Logger LOG = Logger.getLogger(BacklogMetrics.class);
    private static final String COUNT =
            """
            select count(*) filter (where reason in ('GAP', 'BLOCKED')) as waiting,
                   count(*) filter (where reason in ('POISON', 'UNREADABLE')) as dead
              from parked_events where resolved_at is null""";

    private final Transactions transactions;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();

    BacklogMetrics(Transactions transactions, MeterRegistry metrics) {
        this.transactions = transactions;
        metrics.gauge("receivables.inbox.parked", waiting);
        metrics.gauge("receivables.inbox.dead.letters", dead);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return transactions
                .acrossTenants("metrics", tx -> tx.query(COUNT))
                .map(rows -> rows.iterator().next())
                .invoke(row -> {
                    waiting.set(row.getLong("waiting"));
                    dead.set(row.getLong("dead"));
                })
                .onFailure()
                .invoke(failure -> LOG.debug("Parked events could not be counted", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
