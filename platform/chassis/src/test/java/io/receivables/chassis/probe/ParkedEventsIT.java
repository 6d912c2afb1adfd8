package io.receivables.chassis.probe;

import static io.receivables.chassis.probe.ParkingLot.assertProblem;
import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicFeeder;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every parked event can be freed by an API call, and freeing one never harms another. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class ParkedEventsIT {
    @Inject
    Transactions transactions;

    @Inject
    MishapConsumer consumer;

    @Inject
    Inbox inbox;

    private final UUID id = Ids.next();
    private ParkingLot lot;
    private TopicFeeder feeder;

    @BeforeEach
    void begin() {
        lot = ParkingLot.ofNewTenant(transactions);
        feeder = TopicFeeder.forTenant(lot.tenant());
    }

    @AfterEach
    void end() {
        feeder.close();
    }

    private void send(long sequence, String name) {
        lot.draft(feeder, id, sequence, name).send();
    }

    private String poison(String name) {
        return "poison-" + name + "-" + id;
    }

    private void awaitOpen(String open) {
        untilAsserted(() -> assertThat(lot.open(id)).isEqualTo(open));
    }

    @Test
    void twoPoisonEventsOfOneAggregateAreFreedOneAfterTheOther() {
        send(1, poison("1"));
        send(2, "b");
        send(3, poison("3"));
        send(4, "d");
        awaitOpen("1:POISON 2:BLOCKED 3:BLOCKED 4:BLOCKED");
        consumer.cure(poison("1"));

        var first = lot.decide(lot.idOf(id, 1), "redrives");

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(lot.copy(id)).isEqualTo(poison("1") + ",b");
        assertThat(lot.open(id)).isEqualTo("3:POISON 4:BLOCKED");
        var third = lot.get("/" + lot.idOf(id, 3)).jsonPath();
        assertThat(third.getString("event.detail")).contains("cannot swallow " + poison("3"));
        assertThat(third.getInt("event.attempts")).isEqualTo(1);
        assertThat(third.getString("error")).contains("at io.receivables.chassis.probe.MishapConsumer.apply");

        consumer.cure(poison("3"));
        lot.decide(lot.idOf(id, 3), "redrives").then().statusCode(200);
        assertThat(lot.copy(id)).isEqualTo(poison("1") + ",b," + poison("3") + ",d");
        assertThat(lot.open(id)).isEmpty();
        send(5, "e");
        untilAsserted(() -> assertThat(lot.copy(id)).endsWith(",d,e"));
    }

    @Test
    void anEventThatThrowsAgainStaysParkedWithItsNewestErrorAndTheAttemptIsCounted() {
        send(1, poison("1"));
        awaitOpen("1:POISON");

        var again = lot.decide(lot.idOf(id, 1), "redrives");

        assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
        assertThat(again.jsonPath().getInt("failed")).isEqualTo(1);
        assertThat(again.jsonPath().getInt("applied")).isZero();
        assertThat(again.jsonPath().getInt("event.attempts")).isEqualTo(2);
        assertThat(again.jsonPath().getString("event.state")).isEqualTo("OPEN");
        assertThat(lot.audited(UUID.fromString(lot.idOf(id, 1)), "parked-event"))
                .containsExactly("REDRIVE");
    }

    @Test
    void aGoodEventThatFillsAGapIsNotBlamedForAFollowerThatThrows() {
        send(2, poison("2"));
        send(3, "c");
        awaitOpen("2:GAP 3:BLOCKED");

        send(1, "a");

        untilAsserted(() -> assertThat(lot.copy(id)).isEqualTo("a"));
        awaitOpen("2:POISON 3:BLOCKED");
        lot.decide(lot.idOf(id, 2), "discards").then().statusCode(200);
        assertThat(lot.copy(id)).isEqualTo("a,c");
        assertThat(lot.open(id)).isEmpty();
    }

    @Test
    void anUnreadableRecordThatNamesItsPlaceLeavesNoGapOnceItIsDiscarded() {
        send(1, "a");
        lot.draft(feeder, id, 2, "b").header("ce_time", "yesterday").send();
        send(3, "c");
        awaitOpen("2:UNREADABLE 3:GAP");

        lot.decide(lot.idOf(id, 2), "discards").then().statusCode(200);

        assertThat(lot.copy(id)).isEqualTo("a,c");
        assertThat(lot.open(id)).isEmpty();
        assertThat(lot.audited(UUID.fromString(lot.idOf(id, 2)), "parked-event"))
                .containsExactly("DISCARD");
    }

    @Test
    void aGapThatNothingWillFillIsSkippedOnceWithAReason() {
        send(1, "a");
        send(4, "d");
        send(5, "e");
        awaitOpen("4:GAP 5:BLOCKED");
        var key = Ids.next().toString();

        var skipped = lot.skip(key, id, 4);

        assertThat(skipped.statusCode()).as(skipped.asString()).isEqualTo(200);
        assertThat(skipped.jsonPath().getLong("fromSequence")).isEqualTo(2);
        assertThat(skipped.jsonPath().getLong("toSequence")).isEqualTo(3);
        assertThat(lot.copy(id)).isEqualTo("a,d,e");
        assertThat(lot.audited(id, "parked-aggregate")).containsExactly("SKIP");
        var replayed = lot.skip(key, id, 4);
        assertThat(replayed.asByteArray()).isEqualTo(skipped.asByteArray());
        assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");

        send(2, "late");
        send(6, "f");
        untilAsserted(() -> assertThat(lot.copy(id)).isEqualTo("a,d,e,f"));
        assertThat(lot.open(id)).isEmpty();
    }

    @Test
    void aSkipNeverPassesOverAnEventThatIsHere() {
        assertProblem(lot.skip(key(), id, 4), 409, "aggregate_not_waiting");
        send(1, "a");
        send(3, "c");
        send(6, "f");
        awaitOpen("3:GAP 6:BLOCKED");
        assertProblem(lot.skip(key(), id, 2), 409, "sequence_not_ahead");
        assertProblem(lot.skip(key(), id, 6), 409, "skip_over_parked_event");
        assertProblem(lot.skip("", id, 3), 400, "idempotency_key_required");
        assertProblem(lot.skip(key(), id, 0), 400, "validation_failed");
        assertProblem(lot.skip(key(), id, Long.MAX_VALUE), 400, "validation_failed");
        assertProblem(
                lot.as("finance").header("Idempotency-Key", key()).body("{}").post("/v1/parked-events/skips"),
                403,
                "forbidden");
        assertThat(lot.open(id)).isEqualTo("3:GAP 6:BLOCKED");
        assertThat(lot.copy(id)).isEqualTo("a");
        assertThat(lot.audited(id, "parked-aggregate")).isEmpty();
        assertThat(new ParkingLot(transactions, "other-tenant")
                        .skip(key(), id, 3)
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("aggregate_not_waiting");
    }

    private static String key() {
        return Ids.next().toString();
    }

    @Test
    void anEventBehindAGapCanBeGivenUpBeforeTheGapIsFilled() {
        send(1, "a");
        send(3, "c");
        send(4, "d");
        awaitOpen("3:GAP 4:BLOCKED");

        lot.decide(lot.idOf(id, 3), "discards").then().statusCode(200);
        assertThat(lot.open(id)).isEqualTo("4:BLOCKED");
        assertThat(lot.copy(id)).isEqualTo("a");

        send(2, "b");
        untilAsserted(() -> assertThat(lot.copy(id)).isEqualTo("a,b,d"));
        assertThat(lot.open(id)).isEmpty();
    }

    @Test
    void manyFollowersAreAppliedInOrderAndEachIsAnnouncedAfterItsCommit() {
        int last = 1500;
        for (int sequence = 2; sequence <= last; sequence++) {
            send(sequence, "n" + sequence);
        }
        untilAsserted(() -> assertThat(lot.open(id)).endsWith(last + ":BLOCKED"));

        send(1, "n1");

        var names = String.join(
                ",", IntStream.rangeClosed(1, last).mapToObj(i -> "n" + i).toList());
        untilAsserted(() -> assertThat(lot.copy(id)).isEqualTo(names));
        untilAsserted(() -> assertThat(consumer.committed(lot.tenant()))
                .extracting(ReceivedEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList()));
        assertThat(consumer.calls(lot.tenant())).isLessThan(last / 20);
    }

    /** Twenty redrives at once are no different from twenty instances: each is a transaction on a connection of its own. */
    @Test
    void manyRedrivesOfOneAggregateAtOnceHaveOneEffect() throws Exception {
        send(1, poison("1"));
        for (int sequence = 2; sequence <= 40; sequence++) {
            send(sequence, "n" + sequence);
        }
        untilAsserted(() -> assertThat(lot.open(id)).endsWith("40:BLOCKED"));
        consumer.cure(poison("1"));
        var event = lot.idOf(id, 1);
        var pool = Executors.newFixedThreadPool(20);
        var answers = pool.invokeAll(IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(i -> () ->
                        (i % 2 == 0 ? lot.decide(event, "redrives") : lot.redriveAll(ParkingLot.reason())).statusCode())
                .toList());
        pool.shutdown();
        for (var answer : answers) {
            assertThat(answer.get()).isIn(200, 409);
        }
        untilAsserted(() -> assertThat(lot.open(id)).isEmpty());
        assertThat(lot.copy(id))
                .isEqualTo(poison("1") + ","
                        + String.join(
                                ",",
                                IntStream.rangeClosed(2, 40)
                                        .mapToObj(i -> "n" + i)
                                        .toList()));
        assertThat(consumer.committed(lot.tenant())).hasSize(40);
    }

    @Test
    void whatACrashLeftBetweenAnEventAndItsFollowersIsDrivenOn() {
        send(1, "a");
        send(3, "c");
        awaitOpen("3:GAP");

        lot.scalar(
                "update inbox_positions set sequence = 2 where tenant_id = $1 and aggregate_id = $2 returning 1",
                lot.tenant(),
                id);

        untilAsserted(() -> assertThat(lot.copy(id)).isEqualTo("a,c"));
        assertThat(lot.open(id)).isEmpty();
    }

    @Test
    void anIdThatAnotherEventUsedBeforeIsNoReasonToLoseAnEvent() {
        var eventId = Ids.next();
        var other = Ids.next();
        lot.draft(feeder, other, 1, "x").id(eventId).send();
        lot.draft(feeder, id, 1, "a").id(eventId).send();
        send(2, "b");
        awaitOpen("1:POISON 2:BLOCKED");
        lot.draft(feeder, id, 1, "a").id(eventId).send();

        lot.decide(lot.idOf(id, 1), "redrives").then().statusCode(200);

        assertThat(lot.copy(id)).isEqualTo("a,b");
        assertThat(lot.open(id)).isEmpty();
    }

    @Test
    void refusalsHaveStableCodesAndChangeNothing() {
        send(2, "b");
        awaitOpen("2:GAP");
        var event = lot.idOf(id, 2);
        assertProblem(lot.decide(event, "redrives"), 409, "parked_event_not_next");
        assertProblem(lot.decide(Ids.next().toString(), "redrives"), 404, "not_found");
        assertProblem(
                lot.as("admin").body("{\"reason\":\"\"}").post("/v1/parked-events/" + event + "/discards"),
                400,
                "validation_failed");
        assertProblem(
                lot.as("admin").body("{\"reason\":\"a\\u0000b\"}").post("/v1/parked-events/" + event + "/discards"),
                400,
                "validation_failed");
        assertProblem(
                lot.as("finance").body(ParkingLot.reason()).post("/v1/parked-events/" + event + "/discards"),
                403,
                "forbidden");
        var stranger = new ParkingLot(transactions, "other-tenant");
        assertProblem(stranger.decide(event, "discards"), 404, "not_found");
        assertProblem(stranger.get("/" + event), 404, "not_found");
        assertThat(lot.open(id)).isEqualTo("2:GAP");
        assertThat(lot.audited(UUID.fromString(event), "parked-event")).isEmpty();
        lot.decide(event, "discards").then().statusCode(200);
        assertProblem(lot.decide(event, "discards"), 409, "parked_event_resolved");
        assertProblem(lot.decide(event, "redrives"), 409, "parked_event_resolved");
    }
}
