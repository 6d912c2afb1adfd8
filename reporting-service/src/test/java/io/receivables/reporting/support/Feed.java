package io.receivables.reporting.support;

import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts many events on their topics at once, in their order; also makes records that never saw a broker. */
public final class Feed implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    public Feed(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 2),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the broker has all of them. */
    public void send(String tenant, List<Event> events, boolean checked) {
        for (var event : events) {
            var payload = Json.bytes(event.data());
            if (checked) {
                EventContracts.assertValid(event.type(), payload);
            }
            producer.send(new ProducerRecord<>(
                    event.topic(),
                    null,
                    event.subject().toString(),
                    payload,
                    headers(tenant, event, idOf(tenant, event))));
        }
        producer.flush();
    }

    /** A record as a consumer gets it. */
    public static ConsumerRecord<String, byte[]> record(String tenant, Event event, long offset) {
        return new ConsumerRecord<>(
                event.topic(),
                Math.floorMod(event.subject().hashCode(), 6),
                offset,
                event.time().toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                event.subject().toString(),
                Json.bytes(event.data()),
                headers(tenant, event, idOf(tenant, event)),
                java.util.Optional.empty());
    }

    /** The same event of the same tenant always has the same id. */
    public static UUID idOf(String tenant, Event event) {
        var name = tenant + event.topic() + event.subject() + event.sequence();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Headers headers(String tenant, Event event, UUID id) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id.toString(),
                        "ce_type", "receivables." + event.type(),
                        "ce_source", "test",
                        "ce_subject", event.subject().toString(),
                        "ce_time", event.time().toString(),
                        "ce_tenantid", tenant,
                        "ce_sequence", Long.toString(event.sequence()),
                        "ce_correlationid", id.toString(),
                        "ce_causationid", id.toString())
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        producer.close();
    }
}
