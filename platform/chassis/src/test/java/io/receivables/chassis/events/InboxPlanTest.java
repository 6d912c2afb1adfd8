package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.events.InboxPlan.Aggregate;
import io.receivables.chassis.events.InboxPlan.Identity;
import io.receivables.chassis.events.InboxPlan.Position;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.tx.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InboxPlanTest {
    private static final UUID A = UUID.randomUUID();
    private static final UUID B = UUID.randomUUID();

    @Test
    void appliesEachAggregateInOrderAndParksBehindAGap() {
        var events = List.of(event(A, 1), event(B, 1), event(A, 3), event(A, 4), event(B, 2));
        var plan = InboxPlan.of(events, ids(events), Map.of(), Set.of());
        assertThat(plan.toApply()).containsExactly(events.get(0), events.get(1), events.get(4));
        assertThat(plan.toPark()).extracting(InboxPlan.Parked::kind).containsExactly(Kind.GAP, Kind.BLOCKED);
        assertThat(plan.changed().get(key(A))).isEqualTo(new Position(1, true));
        assertThat(plan.changed().get(key(B))).isEqualTo(new Position(2, false));
    }

    @Test
    void dropsWhatWasSeenBeforeByIdOrBySequence() {
        var first = event(A, 1);
        var again = event(A, 1);
        var plan = InboxPlan.of(List.of(first, first, again), ids(List.of(first, again)), Map.of(), Set.of());
        assertThat(plan.toApply()).containsExactly(first);
        assertThat(plan.toPark()).isEmpty();
    }

    @Test
    void theMissingEventUnblocksItsAggregate() {
        var missing = event(A, 2);
        var plan =
                InboxPlan.of(List.of(missing), ids(List.of(missing)), Map.of(key(A), new Position(1, true)), Set.of());
        assertThat(plan.toApply()).containsExactly(missing);
        assertThat(plan.unblocked()).containsExactly(key(A));
    }

    @Test
    void anIdThatBelongsToAnotherEventParksTheEventInsteadOfLosingIt() {
        var reused = event(A, 1);
        var next = event(A, 2);
        var plan = InboxPlan.of(List.of(reused, next), ids(List.of(next)), Map.of(), Set.of());
        assertThat(plan.toApply()).isEmpty();
        assertThat(plan.toPark()).extracting(InboxPlan.Parked::kind).containsExactly(Kind.POISON, Kind.BLOCKED);
        assertThat(InboxPlan.doubtful(List.of(reused, next), ids(List.of(next)), Map.of()))
                .containsExactly(reused);
    }

    @Test
    void aParkedEventThatIsDeliveredAgainIsDropped() {
        var parked = event(A, 1);
        var plan = InboxPlan.of(
                List.of(parked), Set.of(), Map.of(key(A), new Position(0, true)), Set.of(Identity.of(parked)));
        assertThat(plan.toApply()).isEmpty();
        assertThat(plan.toPark()).isEmpty();
    }

    /** Whatever is delivered, in whatever batches, an aggregate is applied 1, 2, 3 ... without doubling. */
    @Test
    void neverAppliesOutOfOrderForAnyShuffleOfDuplicates() {
        for (long seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var stream = new ArrayList<ReceivedEvent>();
            for (int sequence = 1; sequence <= 8; sequence++) {
                stream.add(event(A, sequence));
                stream.add(event(B, sequence));
            }
            stream.addAll(List.copyOf(stream.subList(0, random.nextInt(stream.size()))));
            Collections.shuffle(stream, random);
            var positions = new HashMap<Aggregate, Position>();
            var seen = new HashSet<UUID>();
            var parked = new HashSet<Identity>();
            var applied = new HashMap<UUID, Long>();
            while (!stream.isEmpty()) {
                var batch = List.copyOf(stream.subList(0, 1 + random.nextInt(stream.size())));
                stream.subList(0, batch.size()).clear();
                var fresh =
                        batch.stream().map(ReceivedEvent::id).filter(seen::add).collect(Collectors.toSet());
                var plan = InboxPlan.of(batch, fresh, positions, parked);
                positions.putAll(plan.changed());
                plan.toPark().forEach(p -> parked.add(Identity.of(p.event())));
                assertThat(plan.toPark()).noneMatch(p -> p.kind() == Kind.POISON);
                for (var event : plan.toApply()) {
                    assertThat(event.sequence())
                            .as("seed %d", seed)
                            .isEqualTo(applied.getOrDefault(event.subject(), 0L) + 1);
                    applied.put(event.subject(), event.sequence());
                }
            }
        }
    }

    private static Aggregate key(UUID id) {
        return new Aggregate("topic", id);
    }

    private static Set<UUID> ids(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::id).collect(Collectors.toSet());
    }

    private static ReceivedEvent event(UUID aggregate, long sequence) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                "Probe.v1",
                "tenant",
                aggregate,
                sequence,
                Instant.EPOCH,
                Instant.EPOCH,
                new ReceivedEvent.Origin("topic", 0, sequence),
                new Cause("test", "c", "c", Optional.empty()),
                new byte[0]);
    }
}
