package io.receivables.chassis.auditchain;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;

/**
 * Publishes how far each chain has come, so that cutting or rewriting it contradicts what is already outside the
 * database. Raising the sequence locks the chain's row, so the events of a chain are in order.
 */
@ApplicationScoped
public class AuditAnchors {
    private static final String ADVANCE =
            """
            with heads as (
                select c.tenant_id, s.position, s.hash, s.entry_id, s.sealed_at
                  from audit_chains c
                 cross join lateral (select position, hash, entry_id, sealed_at from audit_seals
                                      where tenant_id = c.tenant_id order by position desc limit 1) as s
                 where s.position > c.position
                   and c.anchored_at <= clock_timestamp() - $1::bigint * interval '1 millisecond')
            update audit_chains c
               set sequence = c.sequence + 1, position = h.position, anchored_at = clock_timestamp()
              from heads h
             where c.tenant_id = h.tenant_id and c.position < h.position
               and c.anchored_at <= clock_timestamp() - $1::bigint * interval '1 millisecond'
            returning c.tenant_id, c.sequence, h.position, h.hash, h.entry_id, h.sealed_at""";

    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditTopic topic;
    private final AuditConfig config;

    AuditAnchors(Transactions transactions, Outbox outbox, AuditTopic topic, AuditConfig config) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.topic = topic;
        this.config = config;
    }

    /** Publishes the head of every chain that has grown and was not published within the configured interval. */
    public Uni<Integer> publish() {
        return publish(config.anchorInterval());
    }

    /** The same with another least time between two heads of one chain. */
    public Uni<Integer> publish(Duration interval) {
        return transactions.acrossTenants("audit-anchors", tx -> advance(tx, interval));
    }

    private Uni<Integer> advance(PgTx tx, Duration interval) {
        return Plans.inOrderOfIndexes(tx)
                .chain(() -> tx.query(ADVANCE, interval.toMillis()))
                .chain(rows -> {
                    var events = new ArrayList<Outbox.TenantEvent>(rows.rowCount());
                    rows.forEach(row -> events.add(event(row)));
                    return outbox.appendFor(tx, topic.name(), events).replaceWith(events.size());
                });
    }

    private Outbox.TenantEvent event(Row row) {
        var tenant = row.getString("tenant_id");
        var head = new AuditSealed(
                tenant,
                topic.service(),
                row.getLong("position"),
                HexFormat.of().formatHex(row.getBuffer("hash").getBytes()),
                row.getUUID("entry_id"),
                row.getOffsetDateTime("sealed_at").toInstant());
        return new Outbox.TenantEvent(
                tenant, new OutboxEvent(AuditSealed.TYPE, topic.aggregate(tenant), row.getLong("sequence"), head));
    }
}
