package io.receivables.chassis.events;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events that wait: for a missing predecessor, or for a person to re-drive or discard them. */
@ApplicationScoped
class ParkedEvents {
    private static final String PARK =
            """
            insert into parked_events (id, tenant_id, consumer, topic, kafka_partition, kafka_offset, event_id, type,
                                       aggregate_id, sequence, headers, payload, reason, detail, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)""";
    private static final String KNOWN =
            """
            select exists (select 1 from parked_events where consumer = $1 and topic = $2 and kafka_partition = $3
                              and kafka_offset = $4 and reason = 'UNREADABLE') as known""";
    private static final String NEXT =
            """
            select * from parked_events
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 and resolved_at is null
             order by sequence, id limit 1 for update""";
    private static final String LOCK_POSITION =
            """
            select sequence from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 for update""";
    private static final String SAVE_POSITION =
            """
            update inbox_positions set sequence = $5, blocked = $6
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4""";
    private static final String RESOLVE =
            """
            update parked_events set resolved_at = clock_timestamp(), resolution = $3, resolved_by = $4,
                                     resolution_reason = cast($5 as text)
             where tenant_id = $1 and id = $2""";

    private final Outbox outbox;

    ParkedEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> park(PgTx tx, String consumer, ReceivedEvent event, String reason, String detail) {
        var headers = new TreeMap<String, String>();
        headers.put("ce_time", event.time().toString());
        headers.put("ce_correlationid", event.cause().correlationId());
        event.cause().traceParent().ifPresent(t -> headers.put("traceparent", t));
        return insert(
                tx,
                consumer,
                event.origin(),
                new Envelope(event.id(), event.type(), event.subject(), event.sequence(), headers),
                event.data(),
                new Why(reason, detail, event.recordedAt()));
    }

    /** Gives false when the very record is parked already. */
    Uni<Boolean> parkUnreadable(PgTx tx, String consumer, ConsumerRecord<String, byte[]> message, String detail) {
        var origin = new ReceivedEvent.Origin(message.topic(), message.partition(), message.offset());
        return tx.query(KNOWN, consumer, message.topic(), message.partition(), message.offset())
                .chain(rows -> {
                    if (rows.iterator().next().getBoolean("known")) {
                        return Uni.createFrom().item(false);
                    }
                    var headers = new TreeMap<String, String>();
                    message.headers()
                            .forEach(h -> headers.put(
                                    h.key(),
                                    h.value() == null ? "" : printable(new String(h.value(), StandardCharsets.UTF_8))));
                    return insert(
                                    tx,
                                    consumer,
                                    origin,
                                    new Envelope(null, null, null, null, headers),
                                    message.value(),
                                    new Why("UNREADABLE", detail, java.time.Instant.ofEpochMilli(message.timestamp())))
                            .replaceWith(true);
                });
    }

    private static String printable(String text) {
        return text.replace("\u0000", "");
    }

    private Uni<Void> insert(
            PgTx tx, String consumer, ReceivedEvent.Origin origin, Envelope envelope, byte[] payload, Why why) {
        return tx.execute(
                        PARK,
                        Ids.next(),
                        tx.tenant(),
                        consumer,
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        envelope.eventId(),
                        envelope.type(),
                        envelope.aggregateId(),
                        envelope.sequence(),
                        new JsonObject(Json.text(envelope.headers())),
                        payload,
                        why.reason(),
                        why.detail(),
                        why.recordedAt())
                .replaceWithVoid();
    }

    Uni<Void> publishDeadLetter(PgTx tx, String consumer, String topic, String type, byte[] payload) {
        var service = consumer.substring(0, consumer.indexOf('.')).replace("-service", "");
        return outbox.appendRaw(tx, topic + ".dlq." + service, type, Ids.next(), payload);
    }

    /** Applies the parked events that follow the aggregate's position without a gap; unblocks it when none is left. */
    Uni<Void> applyFollowers(PgTx tx, EventHandler handler, String topic, UUID aggregate, String actor, String reason) {
        return position(tx, handler.consumer(), topic, aggregate)
                .chain(position -> next(tx, handler.consumer(), topic, aggregate)
                        .chain(found -> found.isEmpty()
                                ? savePosition(tx, handler.consumer(), topic, aggregate, position, false)
                                : follow(tx, handler, found.get(), position, actor, reason)));
    }

    private Uni<Void> follow(PgTx tx, EventHandler handler, Row row, long position, String actor, String reason) {
        long sequence = row.getLong("sequence");
        var topic = row.getString("topic");
        var aggregate = row.getUUID("aggregate_id");
        if (sequence > position + 1) {
            return savePosition(tx, handler.consumer(), topic, aggregate, position, true);
        }
        var applied = sequence == position + 1
                ? handler.applyAll(tx, java.util.List.of(event(row)))
                        .chain(() -> savePosition(tx, handler.consumer(), topic, aggregate, sequence, true))
                        .chain(() -> resolve(tx, row.getUUID("id"), "APPLIED", actor, reason))
                : resolve(tx, row.getUUID("id"), "DUPLICATE", actor, reason);
        return applied.chain(() -> applyFollowers(tx, handler, topic, aggregate, actor, reason));
    }

    Uni<Long> position(PgTx tx, String consumer, String topic, UUID aggregate) {
        return tx.query(LOCK_POSITION, tx.tenant(), consumer, topic, aggregate)
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getLong(0) : 0L);
    }

    Uni<Void> savePosition(PgTx tx, String consumer, String topic, UUID aggregate, long sequence, boolean blocked) {
        return tx.execute(SAVE_POSITION, tx.tenant(), consumer, topic, aggregate, sequence, blocked)
                .replaceWithVoid();
    }

    Uni<Optional<Row>> next(PgTx tx, String consumer, String topic, UUID aggregate) {
        return tx.query(NEXT, tx.tenant(), consumer, topic, aggregate)
                .map(rows ->
                        rows.iterator().hasNext() ? Optional.of(rows.iterator().next()) : Optional.empty());
    }

    Uni<Void> resolve(PgTx tx, UUID id, String resolution, String actor, String reason) {
        return tx.execute(RESOLVE, tx.tenant(), id, resolution, actor, reason).replaceWithVoid();
    }

    static ReceivedEvent event(Row row) {
        var headers = row.getJsonObject("headers");
        var id = row.getUUID("event_id");
        var consumer = row.getString("consumer");
        return new ReceivedEvent(
                id,
                row.getString("type"),
                row.getString("tenant_id"),
                row.getUUID("aggregate_id"),
                row.getLong("sequence"),
                java.time.Instant.parse(headers.getString("ce_time")),
                row.getOffsetDateTime("recorded_at").toInstant(),
                new ReceivedEvent.Origin(
                        row.getString("topic"), row.getInteger("kafka_partition"), row.getLong("kafka_offset")),
                new Cause(
                        consumer,
                        headers.getString("ce_correlationid"),
                        id.toString(),
                        Optional.ofNullable(headers.getString("traceparent"))),
                row.getBuffer("payload").getBytes());
    }

    private record Envelope(UUID eventId, String type, UUID aggregateId, Long sequence, Map<String, String> headers) {}

    private record Why(String reason, String detail, java.time.Instant recordedAt) {}
}
