package io.receivables.chassis.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Counts what waits for a person: parked events and dead letters, as gauges to alert on. */
@ApplicationScoped
public class BacklogMetrics {
    private static final Logger LOG = Logger.getLogger(BacklogMetrics.class);
    private static final String COUNT =
            """
            select kind, (select count(*) from parked_events where resolved_at is null and reason = kind) as events
              from unnest($1::text[]) as kind""";
    private static final List<String> WAITING = List.of("GAP", "BLOCKED");
    private static final List<String> DEAD = List.of("POISON", "UNREADABLE");

    private final Transactions transactions;
    private final Map<String, AtomicLong> parked = new ConcurrentHashMap<>();

    BacklogMetrics(Transactions transactions, MeterRegistry metrics) {
        this.transactions = transactions;
        Stream.of(WAITING, DEAD)
                .flatMap(List::stream)
                .forEach(kind -> parked.put(
                        kind, metrics.gauge("receivables.inbox.parked", Tags.of("kind", kind), new AtomicLong())));
        metrics.gauge("receivables.inbox.dead.letters", this, m -> DEAD.stream()
                .mapToLong(kind -> m.parked.get(kind).get())
                .sum());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return transactions
                .acrossTenants(
                        "metrics",
                        tx -> tx.query(COUNT, (Object) parked.keySet().toArray(String[]::new)))
                .invoke(rows ->
                        rows.forEach(row -> parked.get(row.getString("kind")).set(row.getLong("events"))))
                .onFailure()
                .invoke(failure -> LOG.debug("Parked events could not be counted", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
