package io.receivables.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.reporting.reconciliation.BooksConsumer;
import io.receivables.reporting.support.Event;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Contracts;
import io.receivables.testkit.EventContracts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class ContractIT extends ReportingTest {
    private static final String STATED = "OpenItemsStated.v1";

    @Inject
    Inbox inbox;

    @Inject
    Projections projections;

    @Inject
    BooksConsumer books;

    static List<String> types() {
        return Contracts.events().stream()
                .filter(event -> !event.topic().equals("receivables.customer.tenants"))
                .filter(event -> !event.owner().equals("common"))
                .filter(event -> !event.topic().endsWith(".books"))
                .map(Contracts.EventContract::type)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyPublishedVariantIsReadable(String type) {
        var topic = Contracts.event(type).topic();
        var projection = projections.all().stream()
                .filter(p -> p.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody reads " + topic));
        for (var variant : EventContracts.exampleVariants(type)) {
            var tenant = read(type, topic, variant, projection);

            assertThat(rows(tenant, "select 1 from projection_progress where tenant_id = ?", tenant))
                    .as(variant.name())
                    .hasSize(1);
        }
    }

    @Test
    void everyPublishedVariantOfStatedBooksIsCompared() {
        for (var variant : EventContracts.exampleVariants(STATED)) {
            var tenant = read(STATED, Contracts.event(STATED).topic(), variant, books);

            assertThat(rows(tenant, "select 1 from reconciliation_runs where tenant_id = ?", tenant))
                    .as(variant.name())
                    .hasSize(1);
        }
    }

    /** Answers the tenant in which it was read. */
    private String read(String type, String topic, EventContracts.Variant variant, EventHandler reader) {
        var tenant = newTenant();
        var event = new Event(type, topic, UUID.randomUUID(), 1, Instant.EPOCH, (ObjectNode) variant.data());
        inbox.receive(
                        new ConsumerRecords<>(
                                Map.of(new TopicPartition(topic, 0), List.of(Feed.record(tenant, event, 1))), Map.of()),
                        reader)
                .await()
                .atMost(Duration.ofSeconds(30));
        assertThat(rows(tenant, "select reason, detail from parked_events where tenant_id = ?", tenant))
                .as(variant.name())
                .isEmpty();
        return tenant;
    }
}
