package io.receivables.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.Inbox;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.Event;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.ReportingTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventOrderIT extends ReportingTest {
    private static final int ORDERS = 200;

    @Inject
    Inbox inbox;

    @Inject
    Projections projections;

    /** F4: 200 random interleavings of the topics, cut into random batches, with duplicates, give the same tables. */
    @Test
    void everyOrderOfTheTopicsGivesTheSameFigures() {
        var events = year().events();
        assertThat(events.size()).isGreaterThan(50);
        Map<String, String> first = null;
        for (int order = 0; order < ORDERS; order++) {
            var tenant = newTenant();
            receive(tenant, events, new Random(order));
            assertThat(totalsThatDiffer(tenant)).as("order %d", order).isEmpty();
            var content = new LinkedHashMap<String, String>();
            for (var table : projections.tables()) {
                content.put(table, content(tenant, table));
            }
            if (first == null) {
                first = content;
                assertThat(content)
                        .noneSatisfy((table, rows) -> assertThat(rows).isEmpty());
            } else {
                assertThat(content).as("order %d", order).isEqualTo(first);
            }
        }
    }

    /** As instances do that share the partitions: their batches meet in the totals of the same days, which come and go. */
    @Test
    void batchesThatComeAtOnceAddUpToTheSameTotals() {
        var business = new Business();
        var customer = business.customer("Ana");
        for (int i = 0; i < 80; i++) {
            var invoice = business.issue(customer, i % 3 == 0 ? "HUF" : "EUR", "10.00", "2026-01-01", "2026-01-31");
            var payment = business.receive(Optional.empty(), invoice.currency, "10.00", "2026-01-05");
            business.allocate(payment, invoice, i % 4 == 0 ? "7.50" : "10.00", "2026-01-05");
        }
        var topics = business.events().stream().collect(Collectors.groupingBy(Event::topic));
        var instances = new ArrayList<Uni<Void>>();
        topics.forEach((topic, events) -> events.stream()
                .collect(Collectors.groupingBy(event -> event.subject().hashCode() & 3))
                .values()
                .forEach(partition -> instances.add(oneByOne(topic, partition))));

        Uni.join().all(instances).andFailFast().await().atMost(Duration.ofSeconds(60));

        assertThat(totalsThatDiffer(tenant)).isEmpty();
        assertThat(rows(tenant, "select 1 from open_items")).hasSize(80);
        assertThat(rows(tenant, "select sum(amount) as amount, sum(items) as items from owed_totals")
                        .get(0)
                        .values())
                .hasToString("[50.0000, 20]");
        assertThat(rows(tenant, "select sum(amount) as amount from cash_totals where identified")
                        .get(0)
                        .values())
                .hasToString("[50.0000]");
    }

    private Uni<Void> oneByOne(String topic, List<Event> partition) {
        var received = Uni.createFrom().voidItem();
        for (var event : partition) {
            received = received.chain(() -> inbox.receive(records(tenant, topic, List.of(event), 0), of(topic)));
        }
        return received;
    }

    /** Hands over the events as consumers would: ordered within an aggregate, anything goes between them. */
    private void receive(String tenant, List<Event> events, Random random) {
        var topics = new TreeMap<String, Deque<Event>>();
        merged(events, random).forEach(event -> topics.computeIfAbsent(event.topic(), t -> new ArrayDeque<>())
                .add(event));
        long offset = 0;
        while (!topics.isEmpty()) {
            var names = List.copyOf(topics.keySet());
            var topic = names.get(random.nextInt(names.size()));
            var waiting = topics.get(topic);
            var batch = new ArrayList<Event>();
            for (int size = 1 + random.nextInt(12); size > 0 && !waiting.isEmpty(); size--) {
                batch.add(waiting.remove());
                if (random.nextInt(8) == 0) {
                    batch.add(batch.get(random.nextInt(batch.size())));
                }
            }
            if (waiting.isEmpty()) {
                topics.remove(topic);
            }
            receive(tenant, topic, batch, offset += 100);
            if (random.nextInt(10) == 0) {
                receive(tenant, topic, batch, offset += 100);
            }
        }
    }

    private void receive(String tenant, String topic, List<Event> batch, long offset) {
        inbox.receive(records(tenant, topic, batch, offset), of(topic)).await().atMost(Duration.ofSeconds(60));
    }

    private static ConsumerRecords<String, byte[]> records(
            String tenant, String topic, List<Event> batch, long offset) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        batch.forEach(event -> records.add(Feed.record(tenant, event, offset + records.size())));
        return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), records), Map.of());
    }

    private Projection of(String topic) {
        return projections.all().stream()
                .filter(p -> p.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    /** Keeps the order within each aggregate of each topic, and no other. */
    private static List<Event> merged(List<Event> events, Random random) {
        var streams = new LinkedHashMap<String, Deque<Event>>();
        events.forEach(event -> streams.computeIfAbsent(event.topic() + event.subject(), k -> new ArrayDeque<>())
                .add(event));
        var open = new ArrayList<>(streams.values());
        var merged = new ArrayList<Event>();
        while (!open.isEmpty()) {
            var stream = open.get(random.nextInt(open.size()));
            merged.add(stream.remove());
            if (stream.isEmpty()) {
                open.remove(stream);
            }
        }
        return merged;
    }

    static Business year() {
        var business = new Business();
        var ana = business.customer("Ana");
        var bela = business.customer("Béla");
        business.rename(ana, "Ana d.o.o.");
        var invoices = new ArrayList<Business.Invoice>();
        for (int i = 0; i < 14; i++) {
            UUID customer = i % 2 == 0 ? ana : bela;
            invoices.add(business.issue(
                    customer, i < 8 ? "EUR" : "HUF", "100.00", "2026-01-" + (i + 10), "2026-02-" + (i + 10)));
        }
        business.overdue(invoices.get(0));
        business.remind(invoices.get(0));
        var whole = business.receive(Optional.of(ana), "EUR", "100.00", "2026-02-10");
        business.allocate(whole, invoices.get(0), "100.00", "2026-02-10");
        business.reverse(whole, "2026-02-12");
        var two = business.receive(Optional.empty(), "EUR", "150.00", "2026-02-15");
        var first = business.allocate(two, invoices.get(1), "100.00", "2026-02-15");
        business.allocate(two, invoices.get(3), "40.00", "2026-02-15");
        business.deallocate(two, first, "30.00", "2026-02-20");
        business.deallocate(two, first, "20.00", "2026-02-21");
        business.credit(invoices.get(1), "50.00", "2026-02-21");
        business.credit(invoices.get(2), "10.00", "2026-01-20");
        business.receive(Optional.empty(), "HUF", "5.00", "2026-03-01");
        business.overdue(invoices.get(6));
        business.creditFully(invoices.get(6), "2026-03-05");
        business.statement();
        return business;
    }
}
