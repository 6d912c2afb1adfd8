package io.receivables.chassis.events;

import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.tx.Cause;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the CloudEvents envelope of a Kafka record (binary mode). */
public final class CloudEventHeaders {
    static final String TYPE_PREFIX = "receivables.";

    /** Largest sequence: every JSON reader holds it exactly, and it leaves room to count on. */
    static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern TYPE = Pattern.compile("receivables\\.[A-Za-z0-9._-]{1,100}");
    private static final Pattern CORRELATION = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private CloudEventHeaders() {}

    /** The event of a record; {@link IllegalArgumentException} names the first thing wrong with its envelope. */
    public static ReceivedEvent read(ConsumerRecord<String, byte[]> record, String consumer) {
        var id = uuid(record, "ce_id");
        var type = type(record);
        long sequence = sequence(record);
        var subject = uuid(record, "ce_subject");
        var tenant = required(record, "ce_tenantid");
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("ce_tenantid is not the id of a tenant");
        }
        var time = time(record);
        if (record.value() == null) {
            throw new IllegalArgumentException("there is no payload");
        }
        var origin = new ReceivedEvent.Origin(record.topic(), record.partition(), record.offset());
        var cause = new Cause(
                consumer,
                tolerated(record, "ce_correlationid")
                        .filter(c -> CORRELATION.matcher(c).matches())
                        .orElse(id.toString()),
                id.toString(),
                tolerated(record, "traceparent").filter(TraceParent::isValid));
        return new ReceivedEvent(
                id, type, tenant, subject, sequence, time, recordedAt(record), origin, cause, record.value());
    }

    /** The tenant, if the record names one and only one. */
    public static Optional<String> tenant(ConsumerRecord<String, byte[]> record) {
        return tolerated(record, "ce_tenantid").filter(t -> TENANT.matcher(t).matches());
    }

    /** What can be read of an envelope that is not readable as a whole. */
    static Fragments fragments(ConsumerRecord<String, byte[]> record) {
        return new Fragments(
                attempt(record, r -> uuid(r, "ce_id")),
                attempt(record, CloudEventHeaders::type),
                attempt(record, r -> uuid(r, "ce_subject")),
                attempt(record, CloudEventHeaders::sequence));
    }

    /** When the broker got the record; a producer may have set nonsense, which is cut to what can be stored. */
    static Instant recordedAt(ConsumerRecord<String, byte[]> record) {
        return Instant.ofEpochMilli(
                Math.max(EARLIEST.toEpochMilli(), Math.min(LATEST.toEpochMilli(), record.timestamp())));
    }

    private static <T> Optional<T> attempt(
            ConsumerRecord<String, byte[]> record, Function<ConsumerRecord<String, byte[]>, T> reading) {
        try {
            return Optional.of(reading.apply(record));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A header that does no harm when it is missing or ambiguous. */
    private static Optional<String> tolerated(ConsumerRecord<String, byte[]> record, String name) {
        var values = values(record, name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        var values = values(record, name);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        if (values.size() > 1) {
            throw new IllegalArgumentException(name + " is there more than once, with different values");
        }
        return values.get(0);
    }

    private static List<String> values(ConsumerRecord<String, byte[]> record, String name) {
        List<String> values = new ArrayList<>(1);
        for (var header : record.headers().headers(name)) {
            if (header.value() != null) {
                var text = new String(header.value(), StandardCharsets.UTF_8);
                if (!values.contains(text)) {
                    values.add(text);
                }
            }
        }
        return values;
    }

    private static String type(ConsumerRecord<String, byte[]> record) {
        var type = required(record, "ce_type");
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("ce_type is not " + TYPE_PREFIX + "<name>.v<version>");
        }
        return type.substring(TYPE_PREFIX.length());
    }

    private static UUID uuid(ConsumerRecord<String, byte[]> record, String name) {
        var text = required(record, name);
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " is not a UUID");
        }
        return UUID.fromString(text);
    }

    private static long sequence(ConsumerRecord<String, byte[]> record) {
        long sequence;
        try {
            sequence = Long.parseLong(required(record, "ce_sequence"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ce_sequence is not a number", e);
        }
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("ce_sequence is not between 1 and " + MAX_SEQUENCE);
        }
        return sequence;
    }

    private static Instant time(ConsumerRecord<String, byte[]> record) {
        Instant time;
        try {
            time = Instant.parse(required(record, "ce_time"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("ce_time is not an ISO 8601 instant", e);
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("ce_time is not between " + EARLIEST + " and " + LATEST);
        }
        return time;
    }

    /** The readable parts of an unreadable envelope. */
    record Fragments(Optional<UUID> id, Optional<String> type, Optional<UUID> subject, Optional<Long> sequence) {
        static Fragments none() {
            return new Fragments(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
