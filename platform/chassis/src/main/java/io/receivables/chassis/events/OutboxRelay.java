package io.receivables.chassis.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.tx.CommitSignal;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Publishes committed events. One instance holds a shard at a time (advisory lock inside the transaction) and sends its
 * unpublished rows in order of position, so the order of an aggregate holds whatever the number of instances. Woken
 * after each commit, with a poll as backstop.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int LOCK_SPACE = 0x6f7574;
    private static final int BATCH = 1000;
    /** Payloads of a round, but for its last event; all of them are in memory until the broker has them. */
    private static final long BATCH_BYTES = 2L * Outbox.MAX_PAYLOAD;

    private static final long SHARED_INTERVAL_MS = 20;
    private static final long FAILURE_INTERVAL_MS = 500;

    /**
     * What follows in the transaction walks the queue by its key and looks up each row. Left alone the database would read and
     * join the whole queue, or the whole outbox, each time: what it knows of the queue's length is from when it was empty.
     */
    static final String LOCK_SHARDS =
            """
            select coalesce(array_agg(s order by s) filter (where locked), '{}') as mine, bool_and(locked) as all_mine,
                   set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true)
              from (select s, pg_try_advisory_xact_lock(%d, s) as locked from generate_series(0, %d) as s) as shards"""
                    .formatted(LOCK_SPACE, Outbox.SHARDS - 1);

    static final String SELECT =
            """
            select * from (
                select u.position, o.id, o.tenant_id, o.topic, o.type, o.aggregate_id, o.sequence, o.occurred_at,
                       o.correlation_id, o.causation_id, o.trace_parent, o.payload, o.created_at,
                       coalesce(sum(octet_length(o.payload)) over (order by u.position rows between unbounded preceding
                                                                   and 1 preceding), 0) as bytes_before
                  from (select position from outbox_unpublished where shard = any($1) order by position limit %d) as u
                  left join outbox o on o.position = u.position) as next
             where bytes_before < %d
             order by position"""
                    .formatted(BATCH, BATCH_BYTES);
    private static final String DEQUEUE = "delete from outbox_unpublished where position = any($1)";
    /** As with {@link #LOCK_SHARDS}: the first of a long queue is found without reading all of it. */
    private static final String ALONG_THE_KEY = "select set_config('enable_seqscan', 'off', true)";

    private static final String BACKLOG =
            """
            select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
              from (select o.created_at
                      from (select position from outbox_unpublished order by position limit 1) as first
                      join outbox o on o.position = first.position) as oldest""";

    private final Transactions transactions;
    private final EventProducer producer;
    private final Vertx vertx;
    private final ProcessorLoad processors = new ProcessorLoad();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<Double> oldestSeconds = new AtomicReference<>(0.0);
    private final io.micrometer.core.instrument.Counter published;
    private volatile boolean stopped;

    OutboxRelay(Transactions transactions, EventProducer producer, Vertx vertx, MeterRegistry metrics) {
        this.transactions = transactions;
        this.producer = producer;
        this.vertx = vertx;
        this.published = metrics.counter("receivables.outbox.published");
        metrics.gauge("receivables.outbox.age.seconds", oldestSeconds, AtomicReference::get);
    }

    void start(@Observes StartupEvent event, CommitSignal signal) {
        signal.listener(this::wake);
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        processors.look();
        wake();
        return transactions
                .acrossTenants("outbox-relay", tx -> tx.query(ALONG_THE_KEY).chain(() -> tx.query(BACKLOG)))
                .invoke(rows -> oldestSeconds.set(rows.iterator().next().getDouble("age")))
                .onFailure()
                .invoke(failure -> LOG.debug("The outbox age could not be read", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Asks for a round; asking while one runs makes exactly one more run after it. */
    void wake() {
        if (pending.getAndIncrement() == 0) {
            round();
        }
    }

    private void round() {
        if (stopped) {
            return;
        }
        int seen = pending.get();
        long begin = System.nanoTime();
        transactions
                .acrossTenants("outbox-relay", this::publishBatch)
                .subscribe()
                .with(outcome -> next(seen, begin, outcome), failure -> {
                    LOG.warn("Publishing events failed; they stay in the outbox and are tried again", failure);
                    next(seen, begin, Outcome.FAILED);
                });
    }

    private void next(int seen, long begin, Outcome outcome) {
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        long rest = RelayPace.restMillis(took, processors.percent());
        switch (outcome) {
            case MORE -> round();
            case FAILED -> vertx.setTimer(FAILURE_INTERVAL_MS, id -> round());
            case SHARED -> vertx.setTimer(Math.max(SHARED_INTERVAL_MS, rest), id -> round());
            default ->
                vertx.setTimer(rest, id -> {
                    if (pending.addAndGet(-seen) != 0) {
                        round();
                    }
                });
        }
    }

    private Uni<Outcome> publishBatch(PgTx tx) {
        return tx.query(LOCK_SHARDS).map(rows -> rows.iterator().next()).chain(locks -> {
            var mine = locks.getArrayOfIntegers("mine");
            boolean allMine = locks.getBoolean("all_mine");
            return mine.length == 0
                    ? othersPending(tx)
                    : tx.query(SELECT, (Object) mine).chain(rows -> publish(tx, rows, allMine));
        });
    }

    private Uni<Outcome> publish(PgTx tx, RowSet<Row> rows, boolean allMine) {
        if (rows.rowCount() == 0) {
            return done(tx, allMine);
        }
        List<EventProducer.Outgoing> events = new ArrayList<>(rows.rowCount());
        List<Long> positions = new ArrayList<>(rows.rowCount());
        long bytes = 0;
        for (Row row : rows) {
            positions.add(row.getLong("position"));
            // Whoever queues old rows again may meet retention, which removes them.
            if (row.getUUID("id") != null) {
                var event = outgoing(row);
                events.add(event);
                bytes += event.payload().length;
            }
        }
        boolean more = rows.rowCount() == BATCH || bytes >= BATCH_BYTES;
        Failpoint.reach("relay.before-send");
        return producer.send(events)
                .invoke(() -> Failpoint.reach("relay.after-send"))
                .chain(() -> tx.execute(DEQUEUE, (Object) positions.toArray(Long[]::new)))
                .invoke(() -> Failpoint.reach("relay.after-mark"))
                .invoke(count -> published.increment(count))
                .chain(() -> more ? Uni.createFrom().item(Outcome.MORE) : done(tx, allMine));
    }

    private static Uni<Outcome> done(PgTx tx, boolean allMine) {
        return allMine ? Uni.createFrom().item(Outcome.DONE) : othersPending(tx);
    }

    /** Rows of shards that another instance holds: look again soon, it may have read before our commit. */
    private static Uni<Outcome> othersPending(PgTx tx) {
        return tx.query("select exists (select 1 from outbox_unpublished) as pending")
                .map(rows -> rows.iterator().next().getBoolean("pending") ? Outcome.SHARED : Outcome.DONE);
    }

    private static EventProducer.Outgoing outgoing(Row row) {
        return new EventProducer.Outgoing(
                row.getUUID("id"),
                row.getString("tenant_id"),
                row.getString("topic"),
                row.getString("type"),
                row.getUUID("aggregate_id"),
                row.getLong("sequence"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("trace_parent"),
                row.getOffsetDateTime("created_at").toInstant().toEpochMilli(),
                row.getBuffer("payload").getBytes());
    }

    private enum Outcome {
        DONE,
        MORE,
        SHARED,
        FAILED
    }
}
