package io.receivables.reporting.rebuild.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.Cause;
import io.receivables.reporting.rebuild.model.Replay.Aggregate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final long MOST = 16 * 1024 * 1024;
    private static final String TOPIC = "receivables.invoicing.invoices";
    private static final UUID INVOICE = UUID.randomUUID();
    private static final Aggregate AGGREGATE = new Aggregate(TOPIC, INVOICE);
    private final Replay replay = new Replay(GivenUp.NOTHING, MOST);
    /** What a rebuild keeps in its table. */
    private final Map<Aggregate, Long> replayed = new HashMap<>();

    @Test
    void onlyWhatTheLiveFiguresHoldIsApplied() {
        replay.read(List.of(event(1), event(2), event(3)));

        assertThat(sequences(next(replay, 2))).containsExactly(1L, 2L);
        assertThat(replay.waiting()).containsExactly(AGGREGATE);
        assertThat(sequences(next(replay, 3))).containsExactly(3L);
        assertThat(replay.waiting()).isEmpty();
    }

    @Test
    void anEventThatCameTwiceIsAppliedOnce() {
        replay.read(List.of(event(1), event(1)));
        assertThat(sequences(next(replay, 1))).containsExactly(1L);

        replay.read(List.of(event(1)));
        assertThat(next(replay, 1)).isEmpty();
        assertThat(replay.waiting()).isEmpty();
    }

    @Test
    void anEventThatCameBeforeItsPredecessorWaitsForIt() {
        replay.read(List.of(event(2)));
        assertThat(next(replay, 2)).isEmpty();

        replay.read(List.of(event(1)));
        assertThat(sequences(next(replay, 2))).containsExactly(1L, 2L);
    }

    @Test
    void aDiscardedEventIsPassedOver() {
        var discarded = event(2);
        var passing = new Replay(new GivenUp(Set.of(discarded(discarded)), passedOver(2, 2)), MOST);
        passing.read(List.of(event(1), discarded, event(3)));

        assertThat(sequences(next(passing, 3))).containsExactly(1L, 3L);
        assertThat(replayed).containsEntry(AGGREGATE, 3L);
    }

    @Test
    void ofTwoEventsWithOneSequenceTheOneThatWasNotDiscardedCounts() {
        var discarded = event(1);
        var kept = event(1);
        var choosing = new Replay(new GivenUp(Set.of(discarded(discarded)), Map.of()), MOST);
        choosing.read(List.of(discarded, kept));

        assertThat(next(choosing, 1)).containsExactly(kept);
    }

    /** A copy with another envelope was discarded. */
    @Test
    void anEventThatHasTheIdOfADiscardedOneCounts() {
        var good = event(1);
        var elsewhere = new GivenUp.Event(AGGREGATE, 9, good.id());
        var choosing = new Replay(new GivenUp(Set.of(elsewhere), Map.of()), MOST);
        choosing.read(List.of(good));

        assertThat(next(choosing, 1)).containsExactly(good);
    }

    @Test
    void whatWasSkippedIsPassedOverWhetherItCameLateOrNever() {
        var passing = new Replay(new GivenUp(Set.of(), passedOver(2, 4)), MOST);
        passing.read(List.of(event(1), event(5), event(3)));

        assertThat(sequences(next(passing, 5))).containsExactly(1L, 5L);
        assertThat(replayed).containsEntry(AGGREGATE, 5L);
        assertThat(passing.waiting()).isEmpty();
    }

    @Test
    void anAggregateOfWhichNothingIsReadableIsPassedOverOnceItIsGivenUp() {
        var passing = new Replay(new GivenUp(Set.of(), passedOver(1, 1)), MOST);

        assertThat(next(passing, 1)).isEmpty();
        assertThat(replayed).containsEntry(AGGREGATE, 1L);
        assertThat(passing.waiting()).isEmpty();
    }

    @Test
    void whatWasGivenUpOnOneTopicDoesNotWaitOnAnother() {
        var givenUp = new GivenUp(Set.of(), passedOver(1, 1));

        assertThat(new Replay(givenUp.of(TOPIC), MOST).waiting()).containsExactly(AGGREGATE);
        assertThat(new Replay(givenUp.of("receivables.payment.payments"), MOST).waiting())
                .isEmpty();
    }

    private static GivenUp.Event discarded(ReceivedEvent event) {
        return new GivenUp.Event(AGGREGATE, event.sequence(), event.id());
    }

    @Test
    void aTopicThatLostTheFirstEventsDoesNotMoveTheAggregate() {
        replay.read(List.of(event(3), event(4)));

        assertThat(next(replay, 4)).isEmpty();
        assertThat(replayed).isEmpty();
    }

    @Test
    void itIsFullOnceMoreWaitsForTheLiveFiguresThanItHasMemoryFor() {
        for (int i = 1; i < 20; i++) {
            replay.read(List.of(event(i, new byte[1024 * 1024])));
            assertThat(next(replay, 0)).isEmpty();
        }
        assertThat(replay.isFull()).isTrue();
        assertThat(replay.cause()).contains("too far behind");

        assertThat(next(replay, 19)).hasSize(19);
        assertThat(replay.isFull()).isFalse();
    }

    @Test
    void whatWasAppliedDoesNotCountAsWaiting() {
        for (int i = 1; i < 100; i++) {
            replay.read(List.of(event(i, new byte[1024 * 1024])));
            assertThat(next(replay, i)).hasSize(1);
            assertThat(replay.isFull()).isFalse();
        }
    }

    @Test
    void whatWaitsBehindLostEventsDoesNotWaitForTheLiveFigures() {
        replay.read(List.of(event(3), event(4)));
        next(replay, 4);

        assertThat(replay.cause()).contains("no longer hold the whole history", INVOICE.toString());
    }

    @Test
    void whatIsBeyondLiveFiguresThatStandDoesNotWait() {
        replay.read(List.of(event(1), event(2), event(3)));

        var step = replay.next(Map.of(AGGREGATE, new Replay.Position(0, 1)), true);

        assertThat(sequences(step.events())).containsExactly(1L);
        assertThat(replay.waiting()).isEmpty();
    }

    @Test
    void whatWaitsForItsPredecessorGoesOnWaitingWhenTheLiveFiguresStand() {
        replay.read(List.of(event(2)));

        var step = replay.next(Map.of(AGGREGATE, new Replay.Position(0, 2)), true);

        assertThat(step.events()).isEmpty();
        assertThat(replay.waiting()).containsExactly(AGGREGATE);
    }

    private List<ReceivedEvent> next(Replay from, long live) {
        var step = from.next(Map.of(AGGREGATE, new Replay.Position(replayed.getOrDefault(AGGREGATE, 0L), live)), false);
        replayed.putAll(step.replayed());
        return step.events();
    }

    private static Map<Replay.Aggregate, List<GivenUp.Range>> passedOver(long from, long to) {
        return Map.of(AGGREGATE, List.of(new GivenUp.Range(from, to)));
    }

    private static List<Long> sequences(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::sequence).toList();
    }

    private static ReceivedEvent event(long sequence) {
        return event(sequence, new byte[0]);
    }

    private static ReceivedEvent event(long sequence, byte[] payload) {
        var id = UUID.randomUUID();
        return new ReceivedEvent(
                id,
                "InvoiceIssued.v1",
                "acme",
                INVOICE,
                sequence,
                Instant.EPOCH,
                Instant.EPOCH,
                new ReceivedEvent.Origin(TOPIC, 0, sequence),
                new Cause("test", id.toString(), id.toString(), Optional.empty()),
                payload);
    }
}
