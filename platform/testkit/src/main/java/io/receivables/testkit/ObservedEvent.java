package io.receivables.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A CloudEvent as it was found on a topic: all headers as text, and the payload both raw and parsed on demand. */
public record ObservedEvent(
        String topic, int partition, long offset, String key, Map<String, String> headers, byte[] payload) {

    static ObservedEvent of(ConsumerRecord<String, byte[]> found) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : found.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        byte[] payload = found.value() == null ? new byte[0] : found.value();
        return new ObservedEvent(found.topic(), found.partition(), found.offset(), found.key(), headers, payload);
    }

    /** The logical type without the common prefix: {@code InvoiceIssued.v1}. */
    public String type() {
        return header("ce_type").replaceFirst("^receivables\\.", "");
    }

    public UUID id() {
        return UUID.fromString(header("ce_id"));
    }

    public String tenant() {
        return header("ce_tenantid");
    }

    public UUID subject() {
        return UUID.fromString(header("ce_subject"));
    }

    public long sequence() {
        return Long.parseLong(header("ce_sequence"));
    }

    public Instant time() {
        return Instant.parse(header("ce_time"));
    }

    public String correlationId() {
        return header("ce_correlationid");
    }

    public String causationId() {
        return header("ce_causationid");
    }

    /** The value of a header, empty when it is absent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public JsonNode data() {
        return Json.parse(payload);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset + " " + headers + " "
                + new String(payload, StandardCharsets.UTF_8);
    }
}
