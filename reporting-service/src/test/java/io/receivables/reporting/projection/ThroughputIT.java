package io.receivables.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.Inbox;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.Event;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.ReportingTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Measures what one consumer thread applies per second, inbox and commit included, without the broker. Prints only: a
 * figure depends on the machine. {@code -Dthroughput.events=100000} for a figure worth quoting.
 */
@QuarkusTest
class ThroughputIT extends ReportingTest {
    private static final int EVENTS = Integer.getInteger("throughput.events", 10_000);
    private static final int BATCH = 2_000;

    @Inject
    Inbox inbox;

    @Inject
    Projections projections;

    @Test
    void aBatchIsAppliedWithAHandfulOfStatements() {
        var business = new Business();
        var customer = business.customer("Adria");
        long nanos = 0;
        int count = 0;
        while (count < EVENTS) {
            while (business.events().size() < BATCH) {
                var invoice = business.issue(customer, "EUR", "100.00", "2026-03-01", "2026-03-31");
                var payment = business.receive(Optional.of(customer), "EUR", "60.00", "2026-03-05");
                business.allocate(payment, invoice, "60.00", "2026-03-05");
            }
            var events = business.drain();
            count += events.size();
            for (var batch : byTopic(events)) {
                long start = System.nanoTime();
                inbox.receive(batch.records(), batch.projection()).await().atMost(Duration.ofSeconds(60));
                nanos += System.nanoTime() - start;
            }
        }
        System.out.printf("MEASURED projections: %d events, %.0f events/s%n", count, count / (nanos / 1e9));
        assertThat(rows(tenant, "select count(*) as n from inbox where tenant_id = ?", tenant))
                .containsExactly(Map.of("n", (long) count));
    }

    private List<Batch> byTopic(List<Event> events) {
        var batches = new ArrayList<Batch>();
        events.stream().collect(Collectors.groupingBy(Event::topic)).forEach((topic, ofTopic) -> {
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            ofTopic.forEach(event -> records.add(Feed.record(tenant, event, records.size())));
            batches.add(new Batch(
                    new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), records), Map.of()),
                    projections.all().stream()
                            .filter(p -> p.topic().equals(topic))
                            .findFirst()
                            .orElseThrow()));
        });
        return batches;
    }

    private record Batch(ConsumerRecords<String, byte[]> records, Projection projection) {}
}
