package io.receivables.chassis.events.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.receivables.chassis.time.SystemClock;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.KafkaBroker;
import io.receivables.testkit.Ports;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate in front of a broker that is stopped and started; the consumer group's commits are made by the test. */
class BrokerOutageIT {
    private static final String TOPIC = "owed";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final int port = Ports.free();
    private final Map<String, Object> broker = Map.of("bootstrap.servers", "localhost:" + port);

    @Test
    void theGateIsClosedWithoutTopicBrokerOrCommitAndOpensByItself(@TempDir Path directory) throws Exception {
        Thread.currentThread().setContextClassLoader(BrokerOutageIT.class.getClassLoader());
        var admin = new BrokerAdmin(broker);
        var gate = gate(admin);
        try {
            assertThat(asked(gate)).as("no broker").isEmpty();
            assertThat(refusals("broker_silent")).isEqualTo(1);
            try (var server = KafkaBroker.startPersistent(directory, port)) {
                assertThat(server.bootstrapServers()).endsWith(":" + port);
                awaitRefusal(gate, "topic_missing");
                create();
                Awaits.until("an empty topic opens the gate", () -> asked(gate).isPresent());
                produce();
                awaitRefusal(gate, "behind");
                assertThat(waiting("behind")).isPositive();
            }
            double silent = refusals("broker_silent");
            assertThat(asked(gate)).as("broker stopped").isEmpty();
            assertThat(refusals("broker_silent")).isEqualTo(silent + 1);
            try (var server = KafkaBroker.startPersistent(directory, port)) {
                commit(server.bootstrapServers());
                Awaits.untilAsserted(() -> {
                    var before = new SystemClock().now();
                    assertThat(asked(gate)).as("committed").hasValueSatisfying(asOf -> assertThat(asOf)
                            .isAfterOrEqualTo(before));
                });
                assertThat(waiting("behind") + waiting("broker_silent")).isZero();
            }
        } finally {
            admin.close();
        }
    }

    /** A broker that has just come back may be too slow for the first question. */
    private void awaitRefusal(FreshnessGate gate, String reason) {
        Awaits.untilAsserted(() -> {
            assertThat(asked(gate)).as(reason).isEmpty();
            assertThat(refusals(reason)).as(reason).isPositive();
        });
    }

    private FreshnessGate gate(BrokerAdmin admin) {
        var clock = new SystemClock();
        var settings = Map.of("mp.messaging.incoming.owed.topic", TOPIC, "mp.messaging.incoming.owed.group.id", "job");
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return new Freshness(
                        new LogEnds(admin, clock),
                        new CommittedOffsets(admin),
                        new AppliedOffsets(),
                        clock,
                        metrics,
                        config)
                .gate("sweep", "owed");
    }

    private static Optional<Instant> asked(FreshnessGate gate) {
        return gate.round().asOf().await().atMost(Duration.ofSeconds(20));
    }

    private double refusals(String reason) {
        return metrics.get("receivables.freshness.refusals")
                .tags("job", "sweep", "reason", reason)
                .counter()
                .count();
    }

    private double waiting(String reason) {
        return metrics.get("receivables.freshness.waiting")
                .tags("job", "sweep", "reason", reason)
                .gauge()
                .value();
    }

    private void create() throws Exception {
        try (var admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private void produce() throws Exception {
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "paid")).get();
        }
    }

    private static void commit(String server) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", server))) {
            admin.alterConsumerGroupOffsets("job", Map.of(PARTITION, new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }
}
