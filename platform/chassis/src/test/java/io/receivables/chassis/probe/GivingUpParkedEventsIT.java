package io.receivables.chassis.probe;

import static io.receivables.chassis.probe.ParkingLot.assertProblem;
import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.testkit.ReceivablesTestResource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Discarding what is here and skipping what never came lets an aggregate go on, and never passes over an event that is here. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class GivingUpParkedEventsIT extends ParkedAggregate {
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

    private static String key() {
        return Ids.next().toString();
    }
}
