package io.receivables.reporting.rebuild;

import io.receivables.chassis.events.CloudEventHeaders;
import io.receivables.chassis.events.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads one tenant's events of a topic from its beginning, without a consumer group, so that the live consumers
 * are not disturbed. The client blocks, so each call runs on a worker thread, one after the other.
 */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    /** What the client reads ahead of each partition: a rebuild has six topics, and there may be several at once. */
    private static final int AHEAD_BYTES = 256 * 1024;

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final String tenant;
    private final Executor workers;
    private Map<TopicPartition, Long> end = Map.of();
    private long read;

    /** Blocks while the client is made; the broker is asked only later. */
    TopicReader(Map<String, Object> broker, String topic, String tenant, int batch, Executor workers) {
        this.consumer =
                new KafkaConsumer<>(settings(broker, batch), new StringDeserializer(), new ByteArrayDeserializer());
        this.topic = topic;
        this.tenant = tenant;
        this.workers = workers;
    }

    private static Map<String, Object> settings(Map<String, Object> broker, int batch) {
        var settings = new HashMap<String, Object>();
        broker.forEach((key, value) -> {
            if (ConsumerConfig.configNames().contains(key)) {
                settings.put(key, value);
            }
        });
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, AHEAD_BYTES);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    private void begin() {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Sets the goal: where the topic ends now. Gives the number of events still to read. */
    Uni<Long> aimAtEnd() {
        return onWorker(() -> {
            if (consumer.assignment().isEmpty()) {
                begin();
            }
            end = consumer.endOffsets(consumer.assignment());
            return remaining();
        });
    }

    /** The tenant's next events; empty when there are none in what was read, nothing came in time, or the goal is reached. */
    Uni<List<ReceivedEvent>> next() {
        return onWorker(() -> {
            var events = new ArrayList<ReceivedEvent>();
            if (remaining() == 0) {
                return events;
            }
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                read++;
                if (CloudEventHeaders.tenant(message).filter(tenant::equals).isPresent()) {
                    readable(message, events);
                }
            }
            return events;
        });
    }

    /** Whether the goal is reached. */
    Uni<Boolean> atEnd() {
        return onWorker(() -> remaining() == 0);
    }

    /** Events of all tenants that have been read so far. */
    long read() {
        return read;
    }

    Uni<Void> close() {
        return onWorker(() -> {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
            return null;
        });
    }

    private long remaining() {
        return end.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - consumer.position(entry.getKey())))
                .sum();
    }

    /** A message without a readable envelope was never applied live either. */
    private void readable(ConsumerRecord<String, byte[]> message, List<ReceivedEvent> events) {
        try {
            events.add(CloudEventHeaders.read(message, "rebuild"));
        } catch (IllegalArgumentException e) {
            // set aside by the inbox as unreadable
        }
    }

    private <T> Uni<T> onWorker(java.util.function.Supplier<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    synchronized (consumer) {
                        return work.get();
                    }
                })
                .runSubscriptionOn(workers);
    }
}
