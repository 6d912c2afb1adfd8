package io.receivables.chassis.events;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends events as CloudEvents 1.0 in Kafka binary mode, keyed by aggregate, idempotently and with acks from all. When the cluster has become
 * another one (its data was lost, or it was replaced), nothing that was acknowledged meanwhile counts as sent.
 *
 * <p>Idempotence alone does not keep the order: a broker that is starting refuses one request of a partition and takes the next one a
 * moment later, because it takes any first sequence of a producer it does not remember. So there is one request at a time, and behind
 * one that failed nothing is sent any more.
 */
@ApplicationScoped
public class EventProducer {
    private static final Logger LOG = Logger.getLogger(EventProducer.class);
    /** Larger than the client's own, because the next request waits for the last one. */
    private static final int REQUEST_BYTES_OF_A_PARTITION = 128 * 1024;

    private final Map<String, Object> settings;
    private final String source;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> new Thread(task, "outbox-sender"));
    private Producer<String, byte[]> producer;
    private volatile ClusterWatch cluster;
    /** The last one that lost an event; it sends nothing any more. */
    private volatile Producer<String, byte[]> ended;

    EventProducer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.source = source;
        settings = new HashMap<>(broker);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, REQUEST_BYTES_OF_A_PARTITION);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, source + "-outbox");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Outbox.MAX_PAYLOAD);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    }

    /** Completes when the broker has acknowledged every event of the list; fails if it refused any. */
    Uni<Void> send(List<Outgoing> events) {
        return Uni.createFrom().completionStage(() -> CompletableFuture.supplyAsync(() -> sendAll(events), sender)
                .thenCompose(done -> done));
    }

    /** Stops at the first event the client itself refuses, so that nothing overtakes it and nobody waits in vain. */
    private CompletableFuture<Void> sendAll(List<Outgoing> events) {
        connect();
        var acknowledged = new ArrayList<CompletableFuture<Void>>(events.size());
        for (var event : events) {
            var sent = sendOne(event);
            acknowledged.add(sent);
            if (sent.isCompletedExceptionally()) {
                break;
            }
        }
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture<?>[]::new))
                .thenRun(this::requireSameCluster);
    }

    private void connect() {
        if (producer != null && (producer == ended || cluster.sawAnother())) {
            var old = producer;
            producer = null;
            old.close(Duration.ZERO);
        }
        if (producer == null) {
            cluster = new ClusterWatch();
            producer = new KafkaProducer<>(settings, cluster, new ByteArraySerializer());
        }
    }

    /** Topics are named by ids (Kafka 4.1 and later), which the client learns with the cluster's id, before that can acknowledge anything. */
    private void requireSameCluster() {
        if (cluster.sawAnother()) {
            throw new IllegalStateException("The Kafka cluster is another one than before; all of it is sent again");
        }
    }

    private CompletableFuture<Void> sendOne(Outgoing event) {
        var acknowledged = new CompletableFuture<Void>();
        var sending = producer;
        var asking = Thread.currentThread();
        sending.send(toRecord(event), (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete(null);
            } else {
                if (Thread.currentThread() != asking) {
                    abandon(sending, failure);
                }
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }

    /** Runs in the client's own thread, before it sends anything that waits behind what failed. */
    private void abandon(Producer<String, byte[]> sending, Exception failure) {
        if (sending != ended) {
            ended = sending;
            LOG.warnf("The broker did not take an event, and nothing behind it is sent: %s", failure);
            sending.close(Duration.ZERO);
        }
    }

    private ProducerRecord<String, byte[]> toRecord(Outgoing event) {
        var key = event.aggregateId().toString();
        var record = new ProducerRecord<>(event.topic(), null, event.createdAtMillis(), key, event.payload());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", event.id().toString());
        header(record, "ce_type", CloudEventHeaders.TYPE_PREFIX + event.type());
        header(record, "ce_source", source);
        header(record, "ce_subject", key);
        header(record, "ce_time", event.occurredAt().toString());
        header(record, "ce_tenantid", event.tenant());
        header(record, "ce_sequence", Long.toString(event.sequence()));
        header(record, "ce_correlationid", event.correlationId());
        header(record, "ce_causationid", event.causationId());
        header(record, "ce_partitionkey", key);
        header(record, "content-type", "application/json");
        if (event.traceParent() != null) {
            header(record, "traceparent", event.traceParent());
        }
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @PreDestroy
    void close() {
        sender.execute(() -> {
            if (producer != null) {
                producer.close(Duration.ofSeconds(3));
            }
        });
        sender.shutdown();
    }

    /** A row of the outbox on its way out. */
    record Outgoing(
            UUID id,
            String tenant,
            String topic,
            String type,
            UUID aggregateId,
            long sequence,
            Instant occurredAt,
            String correlationId,
            String causationId,
            String traceParent,
            long createdAtMillis,
            byte[] payload) {}
}
