package io.receivables.chassis.operations;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Removes old rows of the mechanics, oldest first and in small transactions, so that it never holds anybody up. */
@ApplicationScoped
public class RetentionJob {
    private static final int BATCH = 5000;
    private static final String TRIM_OUTBOX =
            """
            /* reads all: a batch of the oldest may be the table */
            delete from outbox where created_at < $1
               and position in (select o.position from outbox o
                                 where not exists (select 1 from outbox_unpublished u where u.position = o.position)
                                 order by o.position limit %d)"""
                    .formatted(BATCH);
    private static final String TRIM_INBOX =
            """
            /* reads all: a batch of the oldest may be the table */
            delete from inbox where ctid = any(array(
                select ctid from inbox where received_at < $1 limit %d))"""
                    .formatted(BATCH);
    private static final String TRIM_KEYS =
            """
            delete from idempotency_keys where (tenant_id, key) in (
                select tenant_id, key from idempotency_keys where created_at < $1 order by created_at limit %d)"""
                    .formatted(BATCH);

    private final Transactions transactions;
    private final SystemClock clock;
    private final RetentionConfig config;

    RetentionJob(Transactions transactions, SystemClock clock, RetentionConfig config) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trimAll();
    }

    /** One round over all tables. */
    public Uni<Void> trimAll() {
        var trims = List.of(
                trim(TRIM_OUTBOX, config.outbox()),
                trim(TRIM_INBOX, config.inbox()),
                trim(TRIM_KEYS, config.idempotencyKeys()));
        return Uni.join().all(trims).usingConcurrencyOf(1).andFailFast().replaceWithVoid();
    }

    /** Removes batches until one comes back short. */
    private Uni<Void> trim(String sql, Duration keep) {
        return transactions
                .acrossTenants("retention", tx -> tx.execute(sql, clock.now().minus(keep)))
                .repeat()
                .until(removed -> removed < BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
