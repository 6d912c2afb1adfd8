package io.receivables.chassis.probe;

import static io.receivables.chassis.probe.ParkingLot.assertProblem;
import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicFeeder;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Parked events are found, shown as they came and tried again in bulk; a poison event in a batch costs little. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class ParkedListIT {
    @Inject
    Transactions transactions;

    @Inject
    MishapConsumer consumer;

    @Inject
    Inbox inbox;

    @Test
    void theListIsFilteredAndPaged() {
        var lot = ParkingLot.ofNewTenant(transactions);
        var gap = Ids.next();
        var poisonous = Ids.next();
        try (var feeder = TopicFeeder.forTenant(lot.tenant())) {
            lot.draft(feeder, gap, 2, "b").send();
            lot.draft(feeder, gap, 3, "c").send();
            lot.draft(feeder, poisonous, 1, "poison").send();
            untilAsserted(() -> assertThat(lot.open(gap)).isEqualTo("2:GAP 3:BLOCKED"));
            untilAsserted(() -> assertThat(lot.open(poisonous)).isEqualTo("1:POISON"));
        }
        assertThat(sequences(lot, "?aggregateId=" + gap)).containsExactly(2, 3);
        assertThat(sequences(lot, "?kind=POISON")).containsExactly(1);
        assertThat(sequences(lot, "?consumer=" + MishapConsumer.CONSUMER)).hasSize(3);
        assertThat(sequences(lot, "?consumer=nobody")).isEmpty();
        assertThat(sequences(lot, "?topic=" + MishapConsumer.TOPIC + "&kind=BLOCKED"))
                .containsExactly(3);
        assertThat(sequences(lot, "?topic=elsewhere")).isEmpty();
        var pages = new ArrayList<String>();
        var cursor = "";
        do {
            var page = lot.get("?limit=1&cursor=" + cursor).jsonPath();
            pages.addAll(page.getList("items.id", String.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(pages).hasSize(3).doesNotHaveDuplicates();
        lot.decide(lot.idOf(poisonous, 1), "discards").then().statusCode(200);
        assertThat(sequences(lot, "?kind=POISON")).isEmpty();
        assertThat(sequences(lot, "?state=DISCARDED")).containsExactly(1);
        assertThat(sequences(lot, "?state=ALL")).hasSize(3);
        assertProblem(lot.get("?state=CLOSED"), 400, "validation_failed");
        assertProblem(lot.get("?kind=odd"), 400, "invalid_parameter");
        assertProblem(lot.get("?consumer=a%00b"), 400, "validation_failed");
    }

    private static List<Integer> sequences(ParkingLot lot, String query) {
        var answer = lot.get(query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("items.sequence", Integer.class);
    }

    @Test
    void aRecordIsShownAsItCame() {
        var lot = ParkingLot.ofNewTenant(transactions);
        var id = Ids.next();
        byte[] payload = {'{', 0, (byte) 0xff, '}'};
        receive(List.of(record(lot.tenant(), id, 1, payload, 7)
                .header("note", new byte[] {(byte) 0xfe, 0})
                .build()));

        var shown = lot.get("/" + lot.idOf(id, 1)).jsonPath();

        assertThat(shown.getString("event.kind")).isEqualTo("POISON");
        assertThat(shown.getInt("event.partition")).isEqualTo(99);
        assertThat(shown.getInt("event.offset")).isEqualTo(7);
        assertThat(shown.getInt("event.payloadSize")).isEqualTo(4);
        assertThat(shown.getString("key")).isEqualTo(id.toString());
        assertThat(shown.getString("payloadBase64"))
                .isEqualTo(Base64.getEncoder().encodeToString(payload));
        assertThat(shown.getString("payload")).isNull();
        assertThat(shown.getList("headers.name")).contains("ce_id", "ce_tenantid", "note");
        assertThat(shown.getString("headers.find { it.name == 'note' }.base64"))
                .isEqualTo(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xfe, 0}));
    }

    @Test
    void allThatMatchAreTriedAgainInOneCall() {
        var lot = ParkingLot.ofNewTenant(transactions);
        var name = "poison-" + lot.tenant();
        var aggregates = Stream.generate(Ids::next).limit(12).toList();
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var aggregate : aggregates) {
            records.add(record(lot.tenant(), aggregate, 1, ParkingLot.payload(name), records.size())
                    .build());
            records.add(record(lot.tenant(), aggregate, 2, ParkingLot.payload("b"), records.size())
                    .build());
        }
        receive(records);
        var failing = lot.redriveAll(ParkingLot.reason()).jsonPath();
        assertThat(failing.getInt("matched")).isEqualTo(24);
        assertThat(failing.getInt("failed")).isEqualTo(12);
        assertThat(failing.getInt("applied")).isZero();
        consumer.cure(name);
        var one = lot.redriveAll("{\"reason\":\"first\",\"aggregateId\":\"" + aggregates.get(0) + "\"}")
                .jsonPath();
        assertThat(one.getInt("matched")).isEqualTo(2);
        assertThat(one.getInt("applied")).isEqualTo(2);

        var rest =
                lot.redriveAll("{\"reason\":\"the rest\",\"kind\":\"POISON\"}").jsonPath();

        assertThat(rest.getInt("matched")).isEqualTo(11);
        assertThat(rest.getInt("applied")).isEqualTo(22);
        assertThat(rest.getBoolean("more")).isFalse();
        assertThat(aggregates).allSatisfy(a -> assertThat(lot.copy(a)).isEqualTo(name + ",b"));
        assertThat(lot.get("").jsonPath().getList("items")).isEmpty();
        assertThat(lot.audited(UUID.fromString(lot.idOf(aggregates.get(3), 1)), "parked-event"))
                .containsExactly("REDRIVE", "REDRIVE");
    }

    @Test
    void aPoisonEventInTheMiddleOfABatchCostsAFewTransactionsOnce() {
        var lot = ParkingLot.ofNewTenant(transactions);
        var culprit = Ids.next();
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        var good = new ArrayList<UUID>();
        for (int i = 0; i < 512; i++) {
            if (i == 200) {
                records.add(record(lot.tenant(), culprit, 1, ParkingLot.payload("poison"), i)
                        .build());
            } else {
                good.add(Ids.next());
                records.add(record(lot.tenant(), good.get(good.size() - 1), 1, ParkingLot.payload("x"), i)
                        .build());
            }
        }
        receive(records);
        assertThat(consumer.calls(lot.tenant())).isLessThanOrEqualTo(19);
        assertThat(lot.scalar("select count(*) from probe_copies where tenant_id = $1", lot.tenant()))
                .isEqualTo("511");
        assertThat(lot.open(culprit)).isEqualTo("1:POISON");

        int before = consumer.calls(lot.tenant());
        records.clear();
        for (int i = 0; i < 511; i++) {
            records.add(record(lot.tenant(), good.get(i), 2, ParkingLot.payload("y"), 1000 + i)
                    .build());
        }
        records.add(
                300,
                record(lot.tenant(), culprit, 2, ParkingLot.payload("z"), 2000).build());
        receive(records);
        assertThat(consumer.calls(lot.tenant()) - before).isEqualTo(1);
        assertThat(lot.open(culprit)).isEqualTo("1:POISON 2:BLOCKED");
    }

    private void receive(List<ConsumerRecord<String, byte[]>> records) {
        inbox.receive(
                        new ConsumerRecords<>(Map.of(new TopicPartition(MishapConsumer.TOPIC, 99), records), Map.of()),
                        consumer)
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static Draft record(String tenant, UUID id, long sequence, byte[] payload, long offset) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_id",
                        Ids.next().toString(),
                        "ce_type",
                        "receivables." + MishapConsumer.TYPE,
                        "ce_subject",
                        id.toString(),
                        "ce_time",
                        "2025-03-01T12:00:00Z",
                        "ce_tenantid",
                        tenant,
                        "ce_sequence",
                        Long.toString(sequence))
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new Draft(id, payload, offset, headers);
    }

    /** A record whose headers can still be changed. */
    private record Draft(UUID id, byte[] payload, long offset, RecordHeaders headers) {
        Draft header(String name, byte[] value) {
            headers.add(name, value);
            return this;
        }

        ConsumerRecord<String, byte[]> build() {
            return new ConsumerRecord<>(
                    MishapConsumer.TOPIC,
                    99,
                    offset,
                    1_740_830_400_000L,
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    ConsumerRecord.NULL_SIZE,
                    id.toString(),
                    payload,
                    headers,
                    Optional.empty());
        }
    }
}
