package io.receivables.chassis.auditchain;

import io.receivables.chassis.events.CloudEventHeaders;
import io.receivables.chassis.events.PoisonEventException;
import io.receivables.chassis.offloop.OffLoop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the published heads from the beginning of the topic to where it ended when the reading began, outside any
 * consumer group. The client blocks, so each call runs on a worker thread, one after the other.
 */
final class AnchorReader {
    private static final Logger LOG = Logger.getLogger(AnchorReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BATCH = 2000;
    /** Polls without any record after which the broker counts as away: half a minute. */
    private static final int PATIENCE = 150;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Optional<String> tenant;
    private final Instant since;
    private final Map<TopicPartition, Long> end;
    private int emptyPolls;

    private AnchorReader(KafkaConsumer<String, byte[]> consumer, Optional<String> tenant, Instant since) {
        this.consumer = consumer;
        this.tenant = tenant;
        this.since = since;
        this.end = consumer.endOffsets(consumer.assignment());
    }

    /** @param tenant whose heads are wanted, or nothing for those of all tenants */
    static Uni<AnchorReader> open(Map<String, Object> broker, String topic, Optional<String> tenant, Instant since) {
        return OffLoop.run(() -> {
            var consumer = new KafkaConsumer<>(settings(broker), new StringDeserializer(), new ByteArrayDeserializer());
            try {
                var partitions = consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                return new AnchorReader(consumer, tenant, since);
            } catch (RuntimeException e) {
                close(consumer);
                throw e;
            }
        });
    }

    private static Map<String, Object> settings(Map<String, Object> broker) {
        var settings = new HashMap<String, Object>();
        broker.forEach((key, value) -> {
            if (ConsumerConfig.configNames().contains(key)) {
                settings.put(key, value);
            }
        });
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /** The next heads; nothing when the end is reached. */
    Uni<Optional<List<Anchor>>> next() {
        return OffLoop.run(() -> {
            synchronized (consumer) {
                return atEnd() ? Optional.empty() : Optional.of(poll());
            }
        });
    }

    Uni<Void> close() {
        return OffLoop.run(() -> {
            synchronized (consumer) {
                close(consumer);
            }
            return null;
        });
    }

    private static void close(KafkaConsumer<String, byte[]> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    private boolean atEnd() {
        return end.entrySet().stream().allMatch(last -> consumer.position(last.getKey()) >= last.getValue());
    }

    private List<Anchor> poll() {
        var records = consumer.poll(POLL);
        emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
        if (emptyPolls > PATIENCE) {
            throw new TimeoutException("The broker sends nothing of what it has");
        }
        var anchors = new ArrayList<Anchor>();
        for (var message : records) {
            if (isWanted(message)) {
                read(message).ifPresent(anchors::add);
            }
        }
        return anchors;
    }

    private boolean isWanted(ConsumerRecord<String, byte[]> message) {
        var owner = CloudEventHeaders.tenant(message);
        return owner.isPresent()
                && (tenant.isEmpty() || tenant.equals(owner))
                && message.timestamp() >= since.toEpochMilli();
    }

    private static Optional<Anchor> read(ConsumerRecord<String, byte[]> message) {
        try {
            var event = CloudEventHeaders.read(message, "audit-verification");
            if (!AuditSealed.TYPE.equals(event.type())) {
                return Optional.empty();
            }
            var head = event.as(AuditSealed.class);
            return Optional.of(
                    new Anchor(event.tenant(), head.position(), head.hash(), head.entryId(), event.recordedAt()));
        } catch (IllegalArgumentException | PoisonEventException e) {
            LOG.warnf(
                    "Record %d of partition %d on %s is no head of an audit chain: %s",
                    message.offset(), message.partition(), message.topic(), e.getMessage());
            return Optional.empty();
        }
    }
}
