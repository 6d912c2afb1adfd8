package io.receivables.chassis.events;

import io.receivables.chassis.tx.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the CloudEvents envelope of a Kafka record (binary mode). */
public final class CloudEventHeaders {
    static final String TYPE_PREFIX = "receivables.";
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private CloudEventHeaders() {}

    /** The event of a record; {@link IllegalArgumentException} names the first thing wrong with its envelope. */
    public static ReceivedEvent read(ConsumerRecord<String, byte[]> record, String consumer) {
        var id = uuid(record, "ce_id");
        var type = required(record, "ce_type");
        if (!type.startsWith(TYPE_PREFIX)) {
            throw new IllegalArgumentException("ce_type does not start with " + TYPE_PREFIX);
        }
        long sequence = number(record, "ce_sequence");
        if (sequence < 1) {
            throw new IllegalArgumentException("ce_sequence is below 1");
        }
        if (record.value() == null) {
            throw new IllegalArgumentException("there is no payload");
        }
        var cause = new Cause(
                consumer,
                header(record, "ce_correlationid").orElse(id.toString()),
                id.toString(),
                header(record, "traceparent"));
        return new ReceivedEvent(
                id,
                type.substring(TYPE_PREFIX.length()),
                tenant(record).orElseThrow(() -> new IllegalArgumentException("ce_tenantid is missing or invalid")),
                uuid(record, "ce_subject"),
                sequence,
                instant(record, "ce_time"),
                Instant.ofEpochMilli(record.timestamp()),
                new ReceivedEvent.Origin(record.topic(), record.partition(), record.offset()),
                cause,
                record.value());
    }

    public static Optional<String> tenant(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_tenantid").filter(t -> TENANT.matcher(t).matches());
    }

    static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        return header(record, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static UUID uuid(ConsumerRecord<String, byte[]> record, String name) {
        try {
            return UUID.fromString(required(record, name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not a UUID", e);
        }
    }

    private static long number(ConsumerRecord<String, byte[]> record, String name) {
        try {
            return Long.parseLong(required(record, name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number", e);
        }
    }

    private static Instant instant(ConsumerRecord<String, byte[]> record, String name) {
        try {
            return Instant.parse(required(record, name));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not an ISO 8601 instant", e);
        }
    }
}
