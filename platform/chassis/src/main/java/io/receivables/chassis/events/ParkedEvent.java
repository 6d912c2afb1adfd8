package io.receivables.chassis.events;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A parked event as lists show it.
 *
 * @param kind GAP and BLOCKED resolve themselves once the missing event comes, POISON and UNREADABLE need a person
 * @param state OPEN, or how it ended
 * @param detail why it waits
 * @param attempts how often it was tried
 */
@Schema(example = ParkedEventExamples.EVENT)
public record ParkedEvent(
        UUID id,
        Kind kind,
        String state,
        String consumer,
        String topic,
        int partition,
        long offset,
        Optional<UUID> eventId,
        Optional<String> type,
        Optional<UUID> aggregateId,
        Optional<Long> sequence,
        String detail,
        int attempts,
        long payloadSize,
        Instant recordedAt,
        Instant parkedAt,
        Optional<Instant> lastAttemptAt,
        Optional<Instant> resolvedAt,
        Optional<String> resolvedBy,
        Optional<String> resolutionReason) {
    static final String ENTITY = "parked-event";
    static final String OPEN = "OPEN";

    /** The columns of a list; the payload stays where it is. */
    static final String COLUMNS =
            """
            id, reason, resolution, consumer, topic, kafka_partition, kafka_offset, event_id, type, aggregate_id, sequence,
            detail, attempts, coalesce(octet_length(payload), 0)::bigint as payload_size, recorded_at, parked_at,
            last_attempt_at, resolved_at, resolved_by, resolution_reason""";

    static ParkedEvent of(Row row) {
        return new ParkedEvent(
                row.getUUID("id"),
                Kind.valueOf(row.getString("reason")),
                Optional.ofNullable(row.getString("resolution")).orElse(OPEN),
                row.getString("consumer"),
                row.getString("topic"),
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                Optional.ofNullable(row.getUUID("event_id")),
                Optional.ofNullable(row.getString("type")),
                Optional.ofNullable(row.getUUID("aggregate_id")),
                Optional.ofNullable(row.getLong("sequence")),
                row.getString("detail"),
                row.getInteger("attempts"),
                row.getLong("payload_size"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getOffsetDateTime("parked_at").toInstant(),
                instant(row, "last_attempt_at"),
                instant(row, "resolved_at"),
                Optional.ofNullable(row.getString("resolved_by")),
                Optional.ofNullable(row.getString("resolution_reason")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** Why an event is parked; the first two resolve themselves, the others need a person. */
    public enum Kind {
        GAP,
        BLOCKED,
        POISON,
        UNREADABLE
    }

    /** How a parked event ended. */
    public enum Resolution {
        APPLIED,
        DISCARDED,
        DUPLICATE,
        RECEIVED
    }
}
