package io.receivables.chassis.probe;

import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.testkit.ReceivablesTestResource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A parked event can be tried again, alone and in its order, and what waits behind it follows. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class ParkedEventsIT extends ParkedAggregate {
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
}
