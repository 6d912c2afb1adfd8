package io.receivables.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic with a real consumer, outside any group, to see what a service really published. Use it from one thread. */
public final class TopicProbe implements AutoCloseable {

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ObservedEvent> seen = new ArrayList<>();

    private TopicProbe(String topic, KafkaConsumer<String, byte[]> consumer) {
        this.topic = topic;
        this.consumer = consumer;
    }

    /** Everything on the topic, from its first record. */
    public static TopicProbe on(String topic) {
        return on(topic, bootstrapServers());
    }

    /** The same on a given broker, for tests that start their own. */
    public static TopicProbe on(String topic, String bootstrapServers) {
        KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicProbe(topic, consumer);
    }

    static String bootstrapServers() {
        String address = System.getProperty(SharedServers.KAFKA);
        if (address == null) {
            throw new IllegalStateException("No broker runs: annotate the test with ReceivablesTestResource");
        }
        return address;
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Every event on the topic at the moment of the call, in partition order. */
    public List<ObservedEvent> events() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(found -> seen.add(ObservedEvent.of(found)));
        }
        return List.copyOf(seen);
    }

    /** The events of one tenant at the moment of the call. */
    public List<ObservedEvent> events(String tenant) {
        return events().stream().filter(event -> event.tenant().equals(tenant)).toList();
    }

    /** The events of one aggregate at the moment of the call, in the order in which they were published. */
    public List<ObservedEvent> events(String tenant, UUID subject) {
        String id = subject.toString();
        return events(tenant).stream()
                .filter(event -> event.header("ce_subject").equals(id))
                .toList();
    }

    /** Waits for the first event that matches. */
    public ObservedEvent await(String description, Predicate<ObservedEvent> wanted) {
        List<ObservedEvent> found = new ArrayList<>();
        Awaits.until(description + " on " + topic, () -> {
            events().stream().filter(wanted).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Waits for the first event of a type about one aggregate, for example {@code InvoiceIssued.v1}. */
    public ObservedEvent await(String tenant, UUID subject, String type) {
        String id = subject.toString();
        return await(
                type + " of " + subject,
                event -> event.type().equals(type)
                        && event.tenant().equals(tenant)
                        && event.header("ce_subject").equals(id));
    }

    /** Waits until an aggregate has published at least this many events, and returns all of them. */
    public List<ObservedEvent> awaitCount(String tenant, UUID subject, int count) {
        Awaits.until(
                count + " events of " + subject + " on " + topic,
                () -> events(tenant, subject).size() >= count);
        return events(tenant, subject);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
