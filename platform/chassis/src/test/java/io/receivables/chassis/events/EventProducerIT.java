package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.id.Ids;
import io.receivables.testkit.KafkaBroker;
import io.receivables.testkit.Ports;
import io.receivables.testkit.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of events that are sent while the broker comes and goes. */
class EventProducerIT {
    private static final String TOPIC = "owed";
    /** Too large to go with another one. */
    private static final byte[] PAYLOAD = new byte[200_000];

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private final Map<String, Object> broker = Map.of("bootstrap.servers", "localhost:" + port);

    /**
     * A broker that lost everything numbers its producers from the beginning again. Whoever still carries a number from before can be taken for
     * another producer, and what it sends for a repetition: acknowledged and thrown away.
     */
    @Test
    void whatIsAcknowledgedIsInTheLogAlsoAfterTheBrokerLostItsData(@TempDir Path first, @TempDir Path second)
            throws Exception {
        Thread.currentThread().setContextClassLoader(EventProducerIT.class.getClassLoader());
        var relay = new EventProducer(broker, "test");
        try {
            try (var server = KafkaBroker.startPersistent(first, port)) {
                create();
                for (int i = 0; i < 3; i++) {
                    send(relay);
                }
                assertThat(records()).as(server.bootstrapServers()).isEqualTo(3);
            }
            try (var server = KafkaBroker.startPersistent(second, port)) {
                create();
                another(5);
                sendUntilAcknowledged(relay);
                assertThat(records()).as(server.bootstrapServers()).isGreaterThanOrEqualTo(6);
            }
        } finally {
            relay.close();
        }
    }

    /** The broker is back when the first one has been given up and the second one, sent three seconds later, has not. */
    @Test
    void nothingOvertakesWhatTheBrokerDidNotTake(@TempDir Path data) throws Exception {
        Thread.currentThread().setContextClassLoader(EventProducerIT.class.getClassLoader());
        var aggregate = Ids.next();
        try (var network = new Proxy(port);
                var server = KafkaBroker.startPersistent(data, port, network.port())) {
            create();
            var relay = new EventProducer(Map.of("bootstrap.servers", "localhost:" + network.port()), "test");
            try {
                relay.send(List.of(event(aggregate, 1))).await().atMost(LIMIT);
                network.mode(Proxy.Mode.SILENT);
                var second = relay.send(List.of(event(aggregate, 2))).subscribeAsCompletionStage();
                assertThatThrownBy(() -> second.get(3, TimeUnit.SECONDS))
                        .as(server.bootstrapServers())
                        .isInstanceOf(TimeoutException.class);
                var third = relay.send(List.of(event(aggregate, 3))).subscribeAsCompletionStage();
                assertThat(second).failsWithin(LIMIT);
                network.mode(Proxy.Mode.PASS);
                assertThat(third).failsWithin(LIMIT);

                relay.send(List.of(event(aggregate, 2), event(aggregate, 3)))
                        .await()
                        .atMost(LIMIT);

                assertThat(sequences().stream().distinct()).containsExactly("1", "2", "3");
            } finally {
                relay.close();
            }
        }
    }

    /** The client may see that the cluster is another one before it sends or while it does; then all of it is sent again. */
    private static void sendUntilAcknowledged(EventProducer relay) {
        try {
            send(relay);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("another one than before");
            send(relay);
        }
    }

    private static void send(EventProducer relay) {
        relay.send(List.of(event(Ids.next(), 1))).await().atMost(LIMIT);
    }

    private static EventProducer.Outgoing event(UUID aggregate, long sequence) {
        var now = Instant.parse("2026-03-01T10:00:00Z");
        return new EventProducer.Outgoing(
                Ids.next(),
                "acme",
                TOPIC,
                "Owed",
                aggregate,
                sequence,
                now,
                "c",
                "c",
                null,
                now.toEpochMilli(),
                PAYLOAD);
    }

    private List<String> sequences() {
        var partitions = List.of(new TopicPartition(TOPIC, 0));
        try (var consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var found = new ArrayList<String>();
            while (consumer.position(partitions.get(0))
                    < consumer.endOffsets(partitions).get(partitions.get(0))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.add(new String(
                                record.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8)));
            }
            return found;
        }
    }

    /** A producer that the broker meets for the first time. */
    private void another(int records) throws Exception {
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(TOPIC, "owed")).get();
            }
        }
    }

    private void create() throws Exception {
        try (var admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private long records() throws Exception {
        var partition = new TopicPartition(TOPIC, 0);
        try (var admin = Admin.create(broker)) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .all()
                    .get()
                    .get(partition)
                    .offset();
        }
    }
}
