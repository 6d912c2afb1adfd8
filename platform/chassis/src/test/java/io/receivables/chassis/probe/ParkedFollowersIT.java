package io.receivables.chassis.probe;

import static io.receivables.testkit.Awaits.untilAsserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.testkit.ReceivablesTestResource;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What waits behind a parked event follows it in order, once, and is never blamed for it nor it for them. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class ParkedFollowersIT extends ParkedAggregate {
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
}
