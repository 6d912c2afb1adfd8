package io.receivables.chassis.auditchain;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.offloop.OffLoop;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Appends committed audit entries to their tenant's hash chain. One instance seals at a time (advisory lock inside the
 * transaction), so a chain has one order; an entry whose transaction commits late takes the next position, and no
 * business transaction ever waits for another one's seal.
 */
@ApplicationScoped
public class AuditSealer {
    private static final Logger LOG = Logger.getLogger(AuditSealer.class);
    private static final int BATCH = 500;
    private static final String LOCK = "select pg_try_advisory_xact_lock(%d)".formatted(0x6175646974L);
    /** {@code offset 0} keeps the plan to index look-ups per queued entry, whatever the statistics say. */
    static final String NEXT =
            """
            select q.position as queued, s.entry_id is not null as sealed, %s
              from audit_unsealed q
             cross join lateral (select * from audit_entries
                                  where id = q.entry_id and tenant_id = q.tenant_id offset 0) as e
              left join lateral (select entry_id from audit_seals where entry_id = q.entry_id offset 0) as s on true
             order by q.position limit %d"""
                    .formatted(TrailEntry.COLUMNS, BATCH);

    static final String HEADS =
            """
            select t.tenant_id, s.position, s.hash
              from unnest($1::text[]) as t (tenant_id)
             cross join lateral (select position, hash from audit_seals
                                  where tenant_id = t.tenant_id order by position desc limit 1) as s""";
    private static final String SEAL =
            """
            insert into audit_seals (tenant_id, position, entry_id, hash)
            select * from unnest($1::text[], $2::bigint[], $3::uuid[], $4::bytea[])""";
    private static final String KNOW_CHAINS =
            "insert into audit_chains (tenant_id) select unnest($1::text[]) on conflict do nothing";
    private static final String UNQUEUE = "delete from audit_unsealed where position = any($1)";
    private static final String AGE =
            """
            select coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)::float8 as age
              from (select recorded_at from audit_unsealed order by position limit 1) as oldest""";

    private final Transactions transactions;
    private final AuditAnchors anchors;
    private final AtomicReference<Double> unsealedSeconds = new AtomicReference<>(0.0);

    AuditSealer(Transactions transactions, AuditAnchors anchors, MeterRegistry metrics) {
        this.transactions = transactions;
        this.anchors = anchors;
        metrics.gauge("receivables.audit.unsealed.age.seconds", unsealedSeconds, AtomicReference::get);
    }

    @Scheduled(every = "{receivables.audit.seal-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return sealAll()
                .chain(() -> anchors.publish())
                .onFailure()
                .invoke(failure -> LOG.warn("Sealing the audit trail failed; it is tried again", failure))
                .onFailure()
                .recoverWithNull()
                .chain(this::measure);
    }

    /** Seals until nothing is left that another instance does not seal already; gives the number of entries taken. */
    public Uni<Long> sealAll() {
        return transactions
                .acrossTenants("audit-sealer", this::sealBatch)
                .repeat()
                .whilst(count -> count == BATCH)
                .collect()
                .with(java.util.stream.Collectors.summingLong(Integer::longValue));
    }

    private Uni<Void> measure() {
        return transactions
                .acrossTenants("audit-sealer", tx -> Plans.inOrderOfIndexes(tx).chain(() -> tx.query(AGE)))
                .invoke(rows -> unsealedSeconds.set(rows.iterator().next().getDouble("age")))
                .onFailure()
                .invoke(failure -> LOG.debug("The age of the oldest unsealed audit entry could not be read", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Integer> sealBatch(PgTx tx) {
        return tx.query(LOCK)
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? Plans.inOrderOfIndexes(tx).chain(() -> tx.query(NEXT)).chain(next -> seal(tx, next))
                        : Uni.createFrom().item(0));
    }

    private Uni<Integer> seal(PgTx tx, RowSet<Row> next) {
        if (next.rowCount() == 0) {
            return Uni.createFrom().item(0);
        }
        var rows = StreamSupport.stream(next.spliterator(), false).toList();
        var tenants =
                rows.stream().map(row -> row.getString("tenant_id")).distinct().toArray(String[]::new);
        return tx.query(HEADS, (Object) tenants)
                .chain(heads -> OffLoop.run(() -> seals(heads, rows)))
                .chain(seals -> tx.execute(SEAL, seals.columns())
                        .chain(() -> tx.execute(KNOW_CHAINS, (Object) tenants))
                        .chain(() -> tx.execute(UNQUEUE, (Object) seals.handled())))
                .map(handled -> handled == 0 ? 0 : next.rowCount());
    }

    private static SealBatch seals(RowSet<Row> heads, List<Row> rows) {
        Map<String, SealBatch.Head> chains = new HashMap<>();
        heads.forEach(row -> chains.put(
                row.getString("tenant_id"),
                new SealBatch.Head(
                        row.getLong("position"), row.getBuffer("hash").getBytes())));
        var seals = new SealBatch(chains);
        for (var row : rows) {
            long queued = row.getLong("queued");
            if (row.getBoolean("sealed")) {
                seals.skip(queued);
                continue;
            }
            try {
                seals.append(queued, TrailEntry.of(row));
            } catch (RuntimeException e) {
                LOG.errorf(e, "Audit entry %s cannot be sealed and waits", row.getUUID("id"));
            }
        }
        return seals;
    }
}
