package io.receivables.chassis.events;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Writes events beside the state change that made them. The caller has locked or updated the aggregate's row before, so
 * that positions of one aggregate are drawn in the order of its sequence.
 */
@ApplicationScoped
public class Outbox {
    /** Number of shards; part of the stored data, never changed without a migration. */
    static final int SHARDS = 8;

    /** Largest payload in bytes; topics and producer take twice as much, so that what is stored can be published. */
    static final int MAX_PAYLOAD = 4 * 1024 * 1024;

    private static final String INSERT =
            """
            insert into outbox (id, shard, tenant_id, topic, type, aggregate_id, sequence, occurred_at,
                                correlation_id, causation_id, trace_parent, payload)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, cast($11 as text), $12)""";
    private static final String INSERT_ALL =
            """
            insert into outbox (id, shard, tenant_id, topic, type, aggregate_id, sequence, occurred_at,
                                correlation_id, causation_id, trace_parent, payload)
            select e.id, e.shard, e.tenant, $4, e.type, e.aggregate_id, e.sequence, $8, $9, $10, $11, e.payload
              from unnest($1::uuid[], $2::smallint[], $3::text[], $5::text[], $6::uuid[], $7::bigint[], $12::bytea[])
                   with ordinality as e(id, shard, tenant, type, aggregate_id, sequence, payload, position)
             order by e.position""";

    public Uni<Void> append(Tx tx, String topic, OutboxEvent... events) {
        return append(tx, topic, List.of(events));
    }

    /** Appends events of the transaction's tenant; several events of one aggregate come in the order of the list. */
    public Uni<Void> append(Tx tx, String topic, List<OutboxEvent> events) {
        return appendFor(
                tx,
                topic,
                events.stream().map(e -> new TenantEvent(tx.tenant(), e)).toList());
    }

    /** Appends events of several tenants, for jobs that run across tenants. */
    public Uni<Void> appendFor(Tx tx, String topic, List<TenantEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        tx.afterCommit().eventsAppended();
        if (tx instanceof PgTx pg && events.size() > 1) {
            return appendAll(pg, topic, events);
        }
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> appendOne(tx, topic, event))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Appends bytes as they came, for dead letters. */
    Uni<Void> appendRaw(Tx tx, String topic, String type, UUID id, byte[] payload) {
        tx.afterCommit().eventsAppended();
        return insert(tx, topic, tx.tenant(), type, id, 1, payload);
    }

    private Uni<Void> appendOne(Tx tx, String topic, TenantEvent event) {
        var e = event.event();
        return insert(tx, topic, event.tenant(), e.type(), e.aggregateId(), e.sequence(), payload(e));
    }

    private Uni<Void> insert(
            Tx tx, String topic, String tenant, String type, UUID aggregateId, long sequence, byte[] payload) {
        var cause = tx.cause();
        return tx.execute(
                        INSERT,
                        Ids.next(),
                        shard(aggregateId),
                        tenant,
                        topic,
                        type,
                        aggregateId,
                        sequence,
                        tx.now(),
                        cause.correlationId(),
                        cause.causationId(),
                        cause.traceParent().orElse(null),
                        payload)
                .replaceWithVoid();
    }

    private Uni<Void> appendAll(PgTx tx, String topic, List<TenantEvent> events) {
        int n = events.size();
        var ids = new UUID[n];
        var shards = new Short[n];
        var tenants = new String[n];
        var types = new String[n];
        var aggregates = new UUID[n];
        var sequences = new Long[n];
        var payloads = new byte[n][];
        for (int i = 0; i < n; i++) {
            var event = events.get(i).event();
            ids[i] = Ids.next();
            shards[i] = shard(event.aggregateId());
            tenants[i] = events.get(i).tenant();
            types[i] = event.type();
            aggregates[i] = event.aggregateId();
            sequences[i] = event.sequence();
            payloads[i] = payload(event);
        }
        var cause = tx.cause();
        return tx.execute(
                        INSERT_ALL,
                        ids,
                        shards,
                        tenants,
                        topic,
                        types,
                        aggregates,
                        sequences,
                        tx.now(),
                        cause.correlationId(),
                        cause.causationId(),
                        cause.traceParent().orElse(null),
                        payloads)
                .replaceWithVoid();
    }

    private static byte[] payload(OutboxEvent event) {
        var payload = Json.bytes(event.payload());
        if (payload.length > MAX_PAYLOAD) {
            throw Problem.of(
                    CommonProblem.BODY_TOO_LARGE,
                    "The change would publish an event of " + payload.length + " bytes; " + MAX_PAYLOAD
                            + " are the limit. Split it.");
        }
        return payload;
    }

    static short shard(UUID aggregateId) {
        return (short) Math.floorMod(aggregateId.hashCode(), SHARDS);
    }

    /** An event and the tenant it belongs to. */
    public record TenantEvent(String tenant, OutboxEvent event) {}
}
