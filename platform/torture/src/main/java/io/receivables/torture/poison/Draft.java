package io.receivables.torture.poison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A good record until somebody changes it. */
final class Draft {

    static final String TENANT = "ce_tenantid";
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SEQUENCE = "ce_sequence";

    /** A type that nobody reads: its place in the order of the aggregate counts and nothing else. */
    private static final String NOBODYS = "receivables.NothingHappened.v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final List<RecordHeader> headers = new ArrayList<>();
    private String key;
    private byte[] value;
    private Integer partition;

    private Draft(Stock stock, String tenant, UUID aggregate, long sequence, String type, byte[] value) {
        this.topic = stock.topic();
        this.key = aggregate.toString();
        this.value = value;
        add("content-type", "application/json");
        add("ce_specversion", "1.0");
        add(ID, UUID.randomUUID().toString());
        add(TYPE, type);
        add("ce_source", "torture");
        add(SUBJECT, aggregate.toString());
        add(TIME, Instant.now().toString());
        add(TENANT, tenant);
        add(SEQUENCE, Long.toString(sequence));
    }

    /** An event that every consumer of the topic reads. */
    static Draft of(Stock stock, String tenant, UUID aggregate, long sequence) {
        byte[] value = utf8(stock.payload(aggregate).toString());
        return new Draft(stock, tenant, aggregate, sequence, "receivables." + stock.type(), value);
    }

    /** An event that no consumer reads, which takes its place in the order nevertheless. */
    static Draft filler(Stock stock, String tenant, UUID aggregate, long sequence) {
        return new Draft(stock, tenant, aggregate, sequence, NOBODYS, utf8("{}"));
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Draft value(String text) {
        return value(utf8(text));
    }

    Draft value(byte[] bytes) {
        value = bytes.clone();
        return this;
    }

    Draft tombstone() {
        value = null;
        return this;
    }

    Draft key(String text) {
        key = text;
        return this;
    }

    /** Sends it to this partition, whatever the key says. */
    Draft partition(int number) {
        partition = number;
        return this;
    }

    String payload() {
        return new String(value, StandardCharsets.UTF_8);
    }

    Draft add(String header, String text) {
        headers.add(new RecordHeader(header, utf8(text)));
        return this;
    }

    Draft set(String header, String text) {
        return bytes(header, utf8(text));
    }

    Draft bytes(String header, byte[] bytes) {
        without(header);
        headers.add(new RecordHeader(header, bytes));
        return this;
    }

    Draft without(String header) {
        headers.removeIf(h -> h.key().equals(header));
        return this;
    }

    Draft encode(String header, Charset charset) {
        return bytes(header, text(header).getBytes(charset));
    }

    String text(String header) {
        return headers.stream()
                .filter(h -> h.key().equals(header))
                .map(h -> new String(h.value(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    ProducerRecord<String, byte[]> build() {
        return new ProducerRecord<>(topic, partition, key, value, List.copyOf(headers));
    }
}
