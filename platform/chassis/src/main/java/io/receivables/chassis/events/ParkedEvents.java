package io.receivables.chassis.events;

import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEvent.Resolution;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The events that wait for a missing predecessor, or for a person to re-drive or discard them. */
@ApplicationScoped
class ParkedEvents {
    private static final String PARK =
            """
            insert into parked_events (id, tenant_id, consumer, topic, kafka_partition, kafka_offset, event_id, type,
                                       aggregate_id, sequence, headers, record_key, payload, reason, detail, error,
                                       recorded_at, attempts, last_attempt_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, cast($16 as text), $17,
                    cast($18 as int), case when $18 > 0 then clock_timestamp() end)""";
    /** A record at an offset that a topic made anew uses again has another time. */
    private static final String KNOWN =
            """
            select exists (select 1 from parked_events where consumer = $1 and topic = $2 and kafka_partition = $3
                              and kafka_offset = $4 and reason = 'UNREADABLE' and recorded_at = $5) as known""";

    private static final String FIND =
            """
            select *, coalesce(octet_length(payload), 0)::bigint as payload_size from parked_events
             where tenant_id = $1 and id = $2""";
    private static final String LOAD =
            "select * from parked_events where tenant_id = $1 and id = any($2) order by sequence, id";
    private static final String FAILED =
            """
            update parked_events set reason = $3, detail = $4, error = $5, attempts = attempts + 1,
                                     last_attempt_at = clock_timestamp()
             where tenant_id = $1 and id = $2 and resolved_at is null""";
    private static final String RESOLVE =
            """
            update parked_events
               set resolved_at = clock_timestamp(), resolution = $3, resolved_by = $4,
                   resolution_reason = cast($5 as text),
                   attempts = attempts + case when $3 = 'APPLIED' then 1 else 0 end,
                   last_attempt_at = case when $3 = 'APPLIED' then clock_timestamp() else last_attempt_at end
             where tenant_id = $1 and id = any($2) and resolved_at is null""";
    private static final String TWIN =
            """
            select exists (select 1 from parked_events
                            where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4
                              and sequence = $5 and id <> $6 and resolved_at is null) as twin""";

    private final Outbox outbox;

    ParkedEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> park(
            PgTx tx, Lane lane, ReceivedEvent event, ConsumerRecord<String, byte[]> message, Kind kind, Why why) {
        var envelope = new CloudEventHeaders.Fragments(
                Optional.of(event.id()),
                Optional.of(event.type()),
                Optional.of(event.subject()),
                Optional.of(event.sequence()));
        return insert(tx, lane.consumer(), message, envelope, kind, why);
    }

    /** Gives false when the very record is parked already. */
    Uni<Boolean> parkUnreadable(PgTx tx, String consumer, ConsumerRecord<String, byte[]> message, Why why) {
        return tx.query(
                        KNOWN,
                        consumer,
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        CloudEventHeaders.recordedAt(message))
                .chain(rows -> {
                    if (rows.iterator().next().getBoolean("known")) {
                        return Uni.createFrom().item(false);
                    }
                    var envelope = CloudEventHeaders.tenant(message)
                            .map(tenant -> CloudEventHeaders.fragments(message))
                            .orElseGet(CloudEventHeaders.Fragments::none);
                    return insert(tx, consumer, message, envelope, Kind.UNREADABLE, why)
                            .replaceWith(true);
                });
    }

    private static Uni<Void> insert(
            PgTx tx,
            String consumer,
            ConsumerRecord<String, byte[]> message,
            CloudEventHeaders.Fragments envelope,
            Kind kind,
            Why why) {
        boolean placed = envelope.subject().isPresent() && envelope.sequence().isPresent();
        return tx.execute(
                        PARK,
                        Ids.next(),
                        tx.tenant(),
                        consumer,
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        envelope.id().orElse(null),
                        envelope.type().orElse(null),
                        placed ? envelope.subject().get() : null,
                        placed ? envelope.sequence().get() : null,
                        KeptRecord.headers(message),
                        message.key() == null ? null : message.key().getBytes(StandardCharsets.UTF_8),
                        message.value(),
                        kind,
                        why.detail(),
                        why.error().orElse(null),
                        CloudEventHeaders.recordedAt(message),
                        why.attempts())
                .replaceWithVoid();
    }

    /** What others may send can be larger than what is published here; the parked event has all of it. */
    Uni<Void> publishDeadLetter(PgTx tx, String consumer, String topic, String type, byte[] payload) {
        var service = consumer.substring(0, consumer.indexOf('.')).replace("-service", "");
        int length = payload == null ? 0 : Math.min(payload.length, Outbox.MAX_PAYLOAD);
        return outbox.appendRaw(
                tx,
                topic + ".dlq." + service,
                type,
                Ids.next(),
                length == 0 ? new byte[0] : Arrays.copyOf(payload, length));
    }

    Uni<Optional<Row>> find(PgTx tx, UUID id, boolean lock) {
        return tx.query(lock ? FIND + " for update" : FIND, tx.tenant(), id)
                .map(rows ->
                        rows.iterator().hasNext() ? Optional.of(rows.iterator().next()) : Optional.empty());
    }

    Uni<List<Row>> load(PgTx tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.query(LOAD, tx.tenant(), ids.toArray(UUID[]::new)).map(rows -> {
            List<Row> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        });
    }

    /** Keeps the newest failure of an event that was tried once more. */
    Uni<Void> failed(PgTx tx, UUID id, Kind kind, FailureReport report) {
        return tx.execute(FAILED, tx.tenant(), id, kind, report.detail(), report.error())
                .replaceWithVoid();
    }

    Uni<Void> resolve(PgTx tx, Collection<UUID> ids, Resolution resolution, String actor, Optional<String> reason) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(RESOLVE, tx.tenant(), ids.toArray(UUID[]::new), resolution, actor, reason.orElse(null))
                .replaceWithVoid();
    }

    /** Whether another open event of the lane has the same sequence, so that this one can go without leaving a gap. */
    Uni<Boolean> hasTwin(PgTx tx, Lane lane, long sequence, UUID id) {
        return tx.query(TWIN, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate(), sequence, id)
                .map(rows -> rows.iterator().next().getBoolean("twin"));
    }

    /** The lane of a parked event; absent for a record whose aggregate or sequence could not be read. */
    static Optional<Lane> lane(Row row) {
        return Optional.ofNullable(row.getUUID("aggregate_id"))
                .map(aggregate -> new Lane(
                        row.getString("tenant_id"), row.getString("consumer"), row.getString("topic"), aggregate));
    }

    /**
     * What is said about a parked event.
     *
     * @param attempts how often it was tried so far
     */
    record Why(String detail, Optional<String> error, int attempts) {
        static Why waits(String detail) {
            return new Why(detail, Optional.empty(), 0);
        }

        static Why failed(Throwable failure) {
            var report = FailureReport.of(failure);
            return new Why(report.detail(), Optional.of(report.error()), 1);
        }
    }
}
