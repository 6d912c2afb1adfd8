package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.id.Ids;
import io.receivables.testkit.KafkaBroker;
import io.receivables.testkit.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that lost everything numbers its producers from the beginning again. Whoever still carries a number from before can be taken for
 * another producer, and what it sends for a repetition: acknowledged and thrown away.
 */
class LostLogIT {
    private static final String TOPIC = "owed";

    private final int port = Ports.free();
    private final Map<String, Object> broker = Map.of("bootstrap.servers", "localhost:" + port);

    @Test
    void whatIsAcknowledgedIsInTheLogAlsoAfterTheBrokerLostItsData(@TempDir Path first, @TempDir Path second)
            throws Exception {
        Thread.currentThread().setContextClassLoader(LostLogIT.class.getClassLoader());
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
        var id = Ids.next();
        var now = Instant.parse("2026-03-01T10:00:00Z");
        relay.send(List.of(new EventProducer.Outgoing(
                        id,
                        "acme",
                        TOPIC,
                        "Owed",
                        id,
                        1,
                        now,
                        "c",
                        "c",
                        null,
                        now.toEpochMilli(),
                        "{}".getBytes(StandardCharsets.UTF_8))))
                .await()
                .atMost(Duration.ofSeconds(30));
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
