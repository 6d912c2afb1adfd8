package io.receivables.chassis.events;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Writes events beside the state change that made them. The caller has locked or updated the aggregate's row before, so
 * that positions of one aggregate are drawn in the order of its sequence. Rows stay as they are written; a trigger puts their positions into the
 * queue of what is to be published.
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
            select e.id, e.shard, e.tenant, $4, e.type, e.aggregate_id, e.sequence, $8, e.correlation, e.causation, e.trace,
                   e.payload
              from unnest($1::uuid[], $2::smallint[], $3::text[], $5::text[], $6::uuid[], $7::bigint[], $9::text[],
                          $10::text[], $11::text[], $12::bytea[])
                   with ordinality as e(id, shard, tenant, type, aggregate_id, sequence, correlation, causation, trace,
                                        payload, position)
             order by e.position""";

    public Uni<Void> append(Tx tx, String topic, OutboxEvent... events) {
        return append(tx, topic, List.of(events));
    }

    /** Appends events of the transaction's tenant; several events of one aggregate come in the order of the list. */
    public Uni<Void> append(Tx tx, String topic, List<OutboxEvent> events) {
        return appendRows(
                tx,
                topic,
                events.stream()
                        .map(event -> new Row(tx.tenant(), tx.cause(), event))
                        .toList());
    }

    /** Appends events of several tenants, for jobs that run across tenants. */
    public Uni<Void> appendFor(Tx tx, String topic, List<TenantEvent> events) {
        return appendRows(
                tx,
                topic,
                events.stream()
                        .map(e -> new Row(e.tenant(), tx.cause(), e.event()))
                        .toList());
    }

    /** Appends events of the transaction's tenant that have different causes; those of one aggregate in their order. */
    public Uni<Void> appendCaused(PgTx tx, String topic, List<CausedEvent> events) {
        return appendRows(
                tx,
                topic,
                events.stream()
                        .map(e -> new Row(tx.tenant(), e.cause(), e.event()))
                        .toList());
    }

    private Uni<Void> appendRows(Tx tx, String topic, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        tx.afterCommit().eventsAppended();
        if (tx instanceof PgTx pg) {
            return appendAll(pg, topic, rows);
        }
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> appendOne(tx, topic, row))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Appends bytes as they came, for dead letters. */
    Uni<Void> appendRaw(Tx tx, String topic, String type, UUID id, byte[] payload) {
        tx.afterCommit().eventsAppended();
        return insert(tx, topic, tx.tenant(), type, id, 1, payload);
    }

    private Uni<Void> appendOne(Tx tx, String topic, Row row) {
        var e = row.event();
        return insert(tx, topic, row.tenant(), e.type(), e.aggregateId(), e.sequence(), payload(e));
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

    private Uni<Void> appendAll(PgTx tx, String topic, List<Row> rows) {
        return tx.execute(
                        INSERT_ALL,
                        column(rows, UUID[]::new, row -> Ids.next()),
                        column(rows, Short[]::new, row -> shard(row.event().aggregateId())),
                        column(rows, String[]::new, Row::tenant),
                        topic,
                        column(rows, String[]::new, row -> row.event().type()),
                        column(rows, UUID[]::new, row -> row.event().aggregateId()),
                        column(rows, Long[]::new, row -> row.event().sequence()),
                        tx.now(),
                        column(rows, String[]::new, row -> row.cause().correlationId()),
                        column(rows, String[]::new, row -> row.cause().causationId()),
                        column(rows, String[]::new, row -> row.cause()
                                .traceParent()
                                .orElse(null)),
                        column(rows, byte[][]::new, row -> payload(row.event())))
                .replaceWithVoid();
    }

    private static <T> T[] column(List<Row> rows, IntFunction<T[]> array, Function<Row, T> value) {
        return rows.stream().map(value).toArray(array);
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

    /** An event and why it happened. */
    public record CausedEvent(Cause cause, OutboxEvent event) {}

    private record Row(String tenant, Cause cause, OutboxEvent event) {}
}
