package io.receivables.reporting.rebuild.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.Cause;
import io.receivables.reporting.rebuild.model.Replay.Aggregate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final String TOPIC = "receivables.invoicing.invoices";
    private static final UUID INVOICE = UUID.randomUUID();
    private static final Aggregate AGGREGATE = new Aggregate(TOPIC, INVOICE);
    private final Replay replay = new Replay(GivenUp.NOTHING);

    @Test
    void onlyWhatTheLiveFiguresHoldIsApplied() {
        replay.read(List.of(event(1), event(2), event(3)));

        assertThat(sequences(replay.next(Map.of(AGGREGATE, 2L)))).containsExactly(1L, 2L);
        assertThat(replay.waiting()).containsExactly(AGGREGATE);
        assertThat(sequences(replay.next(Map.of(AGGREGATE, 3L)))).containsExactly(3L);
        assertThat(replay.waiting()).isEmpty();
    }

    @Test
    void anEventThatCameTwiceIsAppliedOnce() {
        replay.read(List.of(event(1), event(1)));
        assertThat(sequences(replay.next(Map.of(AGGREGATE, 1L)))).containsExactly(1L);

        replay.read(List.of(event(1)));
        assertThat(replay.next(Map.of(AGGREGATE, 1L))).isEmpty();
    }

    @Test
    void anEventThatCameBeforeItsPredecessorWaitsForIt() {
        replay.read(List.of(event(2)));
        assertThat(replay.next(Map.of(AGGREGATE, 2L))).isEmpty();

        replay.read(List.of(event(1)));
        assertThat(sequences(replay.next(Map.of(AGGREGATE, 2L)))).containsExactly(1L, 2L);
    }

    @Test
    void aDiscardedEventIsPassedOver() {
        var discarded = event(2);
        var passing = new Replay(new GivenUp(Set.of(discarded.id()), passedOver(2, 2)));
        passing.read(List.of(event(1), discarded, event(3)));

        assertThat(sequences(passing.next(Map.of(AGGREGATE, 3L)))).containsExactly(1L, 3L);
        assertThat(passing.incomplete(Map.of(AGGREGATE, 3L))).isEmpty();
    }

    @Test
    void ofTwoEventsWithOneSequenceTheOneThatWasNotDiscardedCounts() {
        var discarded = event(1);
        var kept = event(1);
        var choosing = new Replay(new GivenUp(Set.of(discarded.id()), Map.of()));
        choosing.read(List.of(discarded, kept));

        assertThat(choosing.next(Map.of(AGGREGATE, 1L))).containsExactly(kept);
    }

    @Test
    void whatWasSkippedIsPassedOverWhetherItCameLateOrNever() {
        var passing = new Replay(new GivenUp(Set.of(), passedOver(2, 4)));
        passing.read(List.of(event(1), event(5), event(3)));

        assertThat(sequences(passing.next(Map.of(AGGREGATE, 5L)))).containsExactly(1L, 5L);
        assertThat(passing.incomplete(Map.of(AGGREGATE, 5L))).isEmpty();
        assertThat(passing.waiting()).isEmpty();
    }

    @Test
    void anAggregateOfWhichNothingIsReadableIsCompleteOnceItIsGivenUp() {
        var passing = new Replay(new GivenUp(Set.of(), passedOver(1, 1)));

        assertThat(passing.next(Map.of(AGGREGATE, 1L))).isEmpty();
        assertThat(passing.incomplete(Map.of(AGGREGATE, 1L))).isEmpty();
    }

    @Test
    void whatWasGivenUpOnOneTopicDoesNotWaitOnAnother() {
        var givenUp = new GivenUp(Set.of(), passedOver(1, 1));

        assertThat(new Replay(givenUp.of(TOPIC)).waiting()).containsExactly(AGGREGATE);
        assertThat(new Replay(givenUp.of("receivables.payment.payments")).waiting())
                .isEmpty();
    }

    private static Map<Replay.Aggregate, List<GivenUp.Range>> passedOver(long from, long to) {
        return Map.of(AGGREGATE, List.of(new GivenUp.Range(from, to)));
    }

    @Test
    void aTopicThatLostTheFirstEventsIsFoundIncomplete() {
        replay.read(List.of(event(3), event(4)));

        assertThat(replay.next(Map.of(AGGREGATE, 4L))).isEmpty();
        assertThat(replay.incomplete(Map.of(AGGREGATE, 4L))).containsExactly(AGGREGATE);
    }

    private static List<Long> sequences(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::sequence).toList();
    }

    private static ReceivedEvent event(long sequence) {
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
                new byte[0]);
    }
}
