package io.receivables.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the part of the other services: puts their events on the topics exactly as their relays would. */
public final class TopicFeeder implements AutoCloseable {

    private final String tenant;
    private final KafkaProducer<String, byte[]> producer;

    private TopicFeeder(String tenant, KafkaProducer<String, byte[]> producer) {
        this.tenant = tenant;
        this.producer = producer;
    }

    /** A feeder for one tenant. */
    public static TopicFeeder forTenant(String tenant) {
        return forTenant(tenant, TopicProbe.bootstrapServers());
    }

    /** The same on a given broker, for tests that start their own. */
    public static TopicFeeder forTenant(String tenant, String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0);
        return new TopicFeeder(
                tenant, new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * Sends one event that must be valid by its published schema, and waits until the broker has it.
     *
     * @param type for example {@code InvoiceIssued.v1}
     * @param sequence the version of the aggregate, from 1 without gaps
     * @param data a JsonNode, map or record
     * @return the id of the event
     */
    public UUID send(String type, UUID subject, long sequence, Object data) {
        return event(type, subject, sequence, data).send();
    }

    /** An event whose headers can still be changed before it is sent. */
    public Draft event(String type, UUID subject, long sequence, Object data) {
        byte[] payload = Json.bytes(data);
        EventContracts.assertValid(type, payload);
        return new Draft(Contracts.event(type).topic(), type, subject, sequence, payload);
    }

    /** An event that breaks the contract: any bytes, unchecked. */
    public Draft poison(String type, UUID subject, long sequence, byte[] payload) {
        return new Draft(Contracts.event(type).topic(), type, subject, sequence, payload);
    }

    @Override
    public void close() {
        producer.close();
    }

    /** One event on its way; every CloudEvents attribute has a sensible value and can be replaced or removed. */
    public final class Draft {

        private String topic;
        private final String key;
        private final byte[] payload;
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Draft(String topic, String type, UUID subject, long sequence, byte[] payload) {
            this.topic = topic;
            this.key = subject.toString();
            this.payload = payload.clone();
            headers.put("content-type", "application/json");
            headers.put("ce_specversion", "1.0");
            headers.put("ce_id", UUID.randomUUID().toString());
            headers.put("ce_type", "receivables." + type);
            headers.put("ce_source", Contracts.event(type).owner() + "-service");
            headers.put("ce_subject", key);
            headers.put("ce_time", Instant.now().toString());
            headers.put("ce_tenantid", tenant);
            headers.put("ce_sequence", Long.toString(sequence));
            headers.put("ce_correlationid", UUID.randomUUID().toString());
            headers.put("ce_causationid", UUID.randomUUID().toString());
            headers.put("ce_partitionkey", key);
        }

        public Draft id(UUID id) {
            return header("ce_id", id.toString());
        }

        public Draft time(Instant time) {
            return header("ce_time", time.toString());
        }

        public Draft correlationId(String correlationId) {
            return header("ce_correlationid", correlationId);
        }

        /** Names the topic of an event that every service publishes on one of its own. */
        public Draft on(String name) {
            topic = name;
            return this;
        }

        /** Sets any header. */
        public Draft header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        public Draft without(String name) {
            headers.remove(name);
            return this;
        }

        /** Sends and waits for the acknowledgement; may be called again to send a duplicate. */
        public UUID send() {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, payload);
            headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            try {
                producer.send(message).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "Not sent to " + topic + ": " + e.getCause().getMessage(), e);
            }
            String id = headers.getOrDefault("ce_id", "");
            return id.matches("[0-9a-fA-F-]{36}") ? UUID.fromString(id) : new UUID(0, 0);
        }
    }
}
