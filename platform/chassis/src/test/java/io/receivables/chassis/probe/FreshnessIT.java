package io.receivables.chassis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.freshness.Freshness;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.time.SystemClock;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicFeeder;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class FreshnessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Freshness freshness;

    @Inject
    SystemClock clock;

    @Inject
    KafkaClientService kafka;

    @Test
    void whatTheConsumersHaveAppliedIsFreshAsOfTheQuestion() {
        sendOne();

        Awaits.untilAsserted(() -> {
            var before = clock.now();
            assertThat(asked()).hasValueSatisfying(asOf -> assertThat(asOf).isBetween(before, clock.now()));
        });
    }

    @Test
    void aLostCommitDoesNotHoldAJobBackForEver() {
        sendOne();
        Awaits.until("the gate is open", () -> asked().isPresent());
        KafkaConsumer<?, ?> consumer = kafka.getConsumer("probes");
        var lost = new HashMap<TopicPartition, OffsetAndMetadata>();
        committed(consumer).forEach((partition, next) -> {
            if (next != null && next.offset() > 0) {
                lost.put(partition, new OffsetAndMetadata(next.offset() - 1));
            }
        });
        assertThat(lost).isNotEmpty();
        consumer.commit(lost).await().atMost(LIMIT);

        Awaits.until("the gate opens again", () -> asked().isPresent());

        lost.forEach((partition, less) ->
                assertThat(committed(consumer).get(partition).offset()).isEqualTo(less.offset() + 1));
    }

    private Optional<Instant> asked() {
        return freshness.gate("test", "probes").round().asOf().await().atMost(LIMIT);
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(KafkaConsumer<?, ?> consumer) {
        var partitions = consumer.getAssignments().await().atMost(LIMIT);
        return consumer.committed(partitions.toArray(TopicPartition[]::new))
                .await()
                .atMost(LIMIT);
    }

    private static void sendOne() {
        Thread.currentThread().setContextClassLoader(FreshnessIT.class.getClassLoader());
        var customer = Ids.next();
        var event = EventContracts.example("CustomerRegistered.v1").put("customerId", customer.toString());
        try (var others = TopicFeeder.forTenant("t-" + Ids.next().toString().substring(24))) {
            others.send("CustomerRegistered.v1", customer, 1, event);
        }
    }
}
