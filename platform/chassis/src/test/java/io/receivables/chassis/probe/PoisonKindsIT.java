package io.receivables.chassis.probe;

import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.probe.PoisonKinds.Draft;
import io.receivables.chassis.probe.PoisonKinds.Fate;
import io.receivables.chassis.probe.PoisonKinds.Kind;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicProbe;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every kind of poison at once in a stream of good events: the good ones pass, the others are listed and freed. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class PoisonKindsIT {
    private static final int GOOD = 20;
    private static final Pattern GAUGE =
            Pattern.compile("receivables_inbox_parked\\{[^}]*kind=\"(\\w+)\"[^}]*} ([0-9.E]+)");

    @Inject
    Transactions transactions;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private final List<Kind> kinds = PoisonKinds.all();
    private final Map<Kind, UUID> aggregates = new LinkedHashMap<>();
    private final List<UUID> good = Stream.generate(Ids::next).limit(GOOD).toList();
    private final UUID taken = UUID.randomUUID();

    @Test
    void goodEventsPassAndEveryPoisonIsListedAndFreed() throws Exception {
        var lot = ParkingLot.ofNewTenant(transactions);
        var operator = new ParkingLot(transactions, "operator");
        forgetOtherTests();
        send(lot.tenant());

        awaitGood(lot);
        awaitFates(lot, operator);
        untilAsserted(() -> assertThat(gauge())
                .containsKeys("POISON", "UNREADABLE", "GAP", "BLOCKED")
                .allSatisfy((kind, events) -> assertThat(events).isPositive()));
        assertThat(new ParkingLot(transactions, "another-tenant")
                        .get("")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();

        free(lot);
        free(operator);
        untilAsserted(() -> assertFates(lot));
    }

    private void assertFates(ParkingLot lot) {
        var softly = new SoftAssertions();
        aggregates.forEach(
                (kind, id) -> softly.assertThat(lot.copy(id)).as(kind.name()).contains("after"));
        softly.assertAll();
        untilAsserted(() -> assertThat(gauge().values()).containsOnly(0.0));
    }

    /** Compressed a broker takes it; published as it is, nothing behind it would be. */
    @Test
    void theDeadLetterOfARecordThatIsTooLargeToPublishIsCut() throws Exception {
        var lot = ParkingLot.ofNewTenant(transactions);
        var id = Ids.next();
        var draft = new Draft(lot.tenant(), id, 1, taken);
        draft.value = new byte[9_000_000];
        try (var producer = producer(10_000_000);
                var letters = TopicProbe.on(MishapConsumer.TOPIC + ".dlq.reporting")) {
            producer.send(draft.build()).get();
            letters.await("dead letter", e -> e.tenant().equals(lot.tenant()) && e.payload().length == 4 * 1024 * 1024);
        }
        assertThat(lot.open(id)).isEqualTo("1:POISON");
        assertThat(lot.scalar("select octet_length(payload) from parked_events where aggregate_id = $1", id))
                .isEqualTo("9000000");
    }

    /** The gauge counts all tenants, those of earlier tests too. */
    private void forgetOtherTests() {
        transactions
                .acrossTenants(
                        "test",
                        tx -> tx.execute(
                                "update parked_events set resolved_at = now(), resolution = 'DISCARDED', resolved_by = 'test' where resolved_at is null"))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    /** After each poison a follower in its aggregate and one event of each good aggregate. */
    private void send(String tenant) throws Exception {
        var sent = new ArrayList<Future<?>>();
        try (var producer = producer(8_000_000)) {
            sent.add(producer.send(
                    new Draft(tenant, Ids.next(), 1, taken).id(taken).build()));
            producer.flush();
            int round = 0;
            for (var kind : kinds) {
                round++;
                var aggregate = Ids.next();
                aggregates.put(kind, aggregate);
                var draft = new Draft(tenant, aggregate, 1, taken);
                kind.change().accept(draft);
                sent.add(producer.send(draft.build()));
                sent.add(producer.send(
                        new Draft(tenant, aggregate, 2, taken).name("after").build()));
                for (var id : good) {
                    sent.add(producer.send(
                            new Draft(tenant, id, round, taken).name("g").build()));
                }
            }
        }
        for (var future : sent) {
            future.get();
        }
    }

    private KafkaProducer<String, byte[]> producer(int largestRequest) {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        largestRequest,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void awaitGood(ParkingLot lot) {
        var expected = Stream.generate(() -> "g").limit(kinds.size()).collect(Collectors.joining(","));
        untilAsserted(
                () -> assertThat(good).allSatisfy(id -> assertThat(lot.copy(id)).isEqualTo(expected)));
    }

    private void awaitFates(ParkingLot lot, ParkingLot operator) {
        long operators =
                kinds.stream().filter(k -> k.fate() == Fate.OF_THE_OPERATOR).count();
        untilAsserted(() -> assertThat(list(operator, "?limit=500"))
                .hasSize((int) operators)
                .allSatisfy(event -> assertThat(event.get("kind")).isEqualTo("UNREADABLE")));
        long unreadable =
                kinds.stream().filter(k -> k.fate() == Fate.UNREADABLE).count();
        untilAsserted(() -> assertThat(list(lot, "?kind=UNREADABLE&limit=500")).hasSize((int) unreadable));
        var softly = new SoftAssertions();
        aggregates.forEach((kind, id) -> softly.assertThat(lot.open(id))
                .as(kind.name())
                .matches(
                        switch (kind.fate()) {
                            case APPLIED, IGNORED -> "";
                            case POISON -> "1:POISON 2:BLOCKED";
                            case UNREADABLE -> "(1:UNREADABLE )?2:GAP";
                            case OF_THE_OPERATOR -> "2:GAP";
                            case GAP -> "2:BLOCKED \\d+:GAP";
                        }));
        softly.assertAll();
    }

    /** What an operator does: try all again, give up what stays poison, skip what never comes. */
    private void free(ParkingLot lot) {
        var tried = lot.redriveAll(ParkingLot.reason());
        assertThat(tried.statusCode()).as(tried.asString()).isEqualTo(200);
        for (var kind : List.of("POISON", "UNREADABLE")) {
            for (var event : list(lot, "?limit=500&kind=" + kind)) {
                assertThat(lot.get("/" + event.get("id")).statusCode()).isEqualTo(200);
                var discarded = lot.decide(event.get("id").toString(), "discards");
                assertThat(discarded.statusCode()).as(discarded.asString()).isEqualTo(200);
            }
        }
        var waiting = list(lot, "?limit=500").stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("aggregateId").toString(),
                        Collectors.mapping(
                                event -> Long.parseLong(event.get("sequence").toString()), Collectors.toList())));
        waiting.forEach((aggregate, sequences) -> sequences.stream().sorted().forEach(sequence -> {
            var skipped = lot.skip(Ids.next().toString(), UUID.fromString(aggregate), sequence);
            assertThat(skipped.statusCode()).as(skipped.asString()).isEqualTo(200);
        }));
        assertThat(list(lot, "")).isEmpty();
    }

    private static List<Map<String, Object>> list(ParkingLot lot, String query) {
        return lot.get(query).jsonPath().getList("items");
    }

    private static Map<String, Double> gauge() {
        return GAUGE.matcher(RestAssured.get("/q/metrics").asString())
                .results()
                .collect(Collectors.toMap(m -> m.group(1), m -> Double.parseDouble(m.group(2))));
    }
}
