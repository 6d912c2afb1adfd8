package io.receivables.chassis.events;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * How a Kafka record is kept while it is parked: so exactly that a later version of the code can read it again. Text
 * that PostgreSQL can hold is kept as text, everything else in base64.
 */
final class KeptRecord {
    private static final String NAME = "name";
    private static final String NAME_BASE64 = "nameBase64";
    private static final String VALUE = "value";
    private static final String VALUE_BASE64 = "base64";

    private KeptRecord() {}

    static JsonArray headers(ConsumerRecord<String, byte[]> record) {
        var kept = new JsonArray();
        for (var header : record.headers()) {
            var entry = new JsonObject();
            put(entry, NAME, NAME_BASE64, header.key().getBytes(StandardCharsets.UTF_8));
            if (header.value() != null) {
                put(entry, VALUE, VALUE_BASE64, header.value());
            }
            kept.add(entry);
        }
        return kept;
    }

    /** The record of a row of parked_events. */
    static ConsumerRecord<String, byte[]> of(Row row) {
        var key = row.getBuffer("record_key");
        var payload = row.getBuffer("payload");
        return new ConsumerRecord<>(
                row.getString("topic"),
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getOffsetDateTime("recorded_at").toInstant().toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key == null ? null : key.toString(StandardCharsets.UTF_8),
                payload == null ? null : payload.getBytes(),
                headers(row.getJsonArray("headers")),
                Optional.empty());
    }

    static Headers headers(JsonArray kept) {
        var headers = new RecordHeaders();
        for (int i = 0; i < kept.size(); i++) {
            var entry = kept.getJsonObject(i);
            var name = bytes(entry, NAME, NAME_BASE64);
            headers.add(new String(name, StandardCharsets.UTF_8), bytes(entry, VALUE, VALUE_BASE64));
        }
        return headers;
    }

    private static void put(JsonObject entry, String asText, String asBase64, byte[] bytes) {
        text(bytes)
                .ifPresentOrElse(
                        text -> entry.put(asText, text),
                        () -> entry.put(asBase64, Base64.getEncoder().encodeToString(bytes)));
    }

    private static byte[] bytes(JsonObject entry, String asText, String asBase64) {
        if (entry.containsKey(asText)) {
            return entry.getString(asText).getBytes(StandardCharsets.UTF_8);
        }
        return entry.containsKey(asBase64) ? Base64.getDecoder().decode(entry.getString(asBase64)) : null;
    }

    /** The bytes as text, if they are UTF-8 without NUL and can be turned back. */
    static Optional<String> text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf(0) < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
