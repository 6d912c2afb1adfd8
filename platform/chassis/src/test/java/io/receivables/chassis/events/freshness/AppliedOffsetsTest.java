package io.receivables.chassis.events.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.testkit.Awaits;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppliedOffsetsTest {
    private static final TopicPartition ONE = new TopicPartition("invoices", 1);
    private static final TopicPartition TWO = new TopicPartition("invoices", 2);

    private final Vertx vertx = Vertx.vertx();
    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new CopyOnWriteArrayList<>();
    private volatile boolean rebalancing;
    private final KafkaCommitHandler offsets = new AppliedOffsets().create(null, vertx, consumer(), null);

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void aCommitThatWasLostIsMadeAgainWithoutAnotherEvent() {
        offsets.partitionsAssigned(List.of(ONE));
        rebalancing = true;
        applied(ONE, 41);
        Awaits.until("a commit fails", () -> !commits.isEmpty());
        rebalancing = false;

        Awaits.until("it is made again", () -> commits.size() > 1);

        assertThat(commits.get(1)).isEqualTo(Map.of(ONE, new OffsetAndMetadata(42)));
    }

    @Test
    void whatBelongsToAnotherInstanceByThenIsNotCommitted() {
        offsets.partitionsAssigned(List.of(ONE, TWO));
        rebalancing = true;
        applied(ONE, 41);
        Awaits.until("a commit fails", () -> !commits.isEmpty());
        offsets.partitionsRevoked(List.of(ONE));
        offsets.partitionsAssigned(List.of(ONE));
        int before = commits.size();
        rebalancing = false;
        applied(TWO, 7);

        Awaits.until("the other one is committed", () -> commits.get(commits.size() - 1)
                .equals(Map.of(TWO, new OffsetAndMetadata(8))));
        assertThat(commits.subList(before, commits.size())).noneMatch(commit -> commit.containsKey(ONE));
    }

    private void applied(TopicPartition partition, long offset) {
        var record = new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", "value");
        offsets.handle(new IncomingKafkaRecord<>(record, "invoices", 0, null, null, false))
                .await()
                .atMost(Awaits.LIMIT);
    }

    /** Of all that a consumer can do only this is asked of it here. */
    @SuppressWarnings("unchecked")
    private KafkaConsumer<String, String> consumer() {
        return (KafkaConsumer<String, String>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(), new Class<?>[] {KafkaConsumer.class}, (proxy, method, args) -> {
                    if (method.getName().equals("configuration")) {
                        return Map.of("group.id", "invoices");
                    }
                    assertThat(method.getName()).isEqualTo("commitAsync");
                    commits.add(Map.copyOf((Map<TopicPartition, OffsetAndMetadata>) args[0]));
                    return rebalancing
                            ? Uni.createFrom().failure(new RebalanceInProgressException())
                            : Uni.createFrom().voidItem();
                });
    }
}
