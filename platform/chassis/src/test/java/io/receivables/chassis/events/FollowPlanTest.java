package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.events.FollowPlan.Skip;
import io.receivables.chassis.events.FollowPlan.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowPlanTest {
    private static final int MANY = 100;

    @Test
    void appliesWhatFollowsWithoutAGap() {
        var waiting = List.of(waiting(2, "GAP"), waiting(3, "BLOCKED"), waiting(5, "BLOCKED"));
        var plan = FollowPlan.of(1, waiting, true, List.of(), Set.of(), MANY);
        assertThat(plan.toApply())
                .containsExactly(waiting.get(0).id(), waiting.get(1).id());
        assertThat(plan.position()).isEqualTo(3);
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.more()).isFalse();
    }

    @Test
    void nothingWaitingUnblocks() {
        var plan = FollowPlan.of(4, List.of(), true, List.of(), Set.of(), MANY);
        assertThat(plan).isEqualTo(new FollowPlan(List.of(), List.of(), 4, false, false));
    }

    @Test
    void poisonIsTriedOnlyByWhoeverMay() {
        var poison = waiting(2, "POISON");
        var waiting = List.of(poison, waiting(3, "BLOCKED"));
        assertThat(FollowPlan.of(1, waiting, true, List.of(), Set.of(), MANY).toApply())
                .isEmpty();
        assertThat(FollowPlan.of(1, waiting, true, List.of(), Set.of(poison.id()), MANY)
                        .toApply())
                .hasSize(2);
    }

    @Test
    void discardedAndSkippedSequencesArePassedOver() {
        var waiting = List.of(waiting(3, "BLOCKED"), waiting(7, "BLOCKED"));
        var plan = FollowPlan.of(1, waiting, true, List.of(new Skip(2, 2), new Skip(4, 6)), Set.of(), MANY);
        assertThat(plan.toApply()).hasSize(2);
        assertThat(plan.position()).isEqualTo(7);
        assertThat(plan.blocked()).isFalse();
    }

    @Test
    void aSkipBehindAGapKeepsTheLaneBlocked() {
        var plan = FollowPlan.of(1, List.of(), true, List.of(new Skip(3, 3)), Set.of(), MANY);
        assertThat(plan.position()).isEqualTo(1);
        assertThat(plan.blocked()).isTrue();
    }

    @Test
    void whatThePositionHasPassedIsADuplicate() {
        var twin = waiting(2, "POISON");
        var waiting = List.of(waiting(2, "GAP"), twin);
        var plan = FollowPlan.of(1, waiting, true, List.of(), Set.of(), MANY);
        assertThat(plan.toApply()).containsExactly(waiting.get(0).id());
        assertThat(plan.duplicates()).containsExactly(twin.id());
        assertThat(plan.blocked()).isFalse();
    }

    @Test
    void aStepIsBoundedInEventsAndInBytes() {
        var large = List.of(
                new Waiting(UUID.randomUUID(), 2, "GAP", FollowPlan.MAX_BYTES * 2),
                new Waiting(UUID.randomUUID(), 3, "BLOCKED", 1));
        var byBytes = FollowPlan.of(1, large, true, List.of(), Set.of(), MANY);
        assertThat(byBytes.toApply()).containsExactly(large.get(0).id());
        assertThat(byBytes.more()).isTrue();
        var small = List.of(waiting(2, "GAP"), waiting(3, "BLOCKED"));
        assertThat(FollowPlan.of(1, small, true, List.of(), Set.of(), 1))
                .isEqualTo(new FollowPlan(List.of(small.get(0).id()), List.of(), 2, true, true));
    }

    /** Whatever waits, is skipped and is allowed: steps end, never go back and never apply a sequence twice. */
    @Test
    void stepsEndAndAreInOrderWhateverWaits() {
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var waiting = new ArrayList<Waiting>();
            for (int sequence = 1; sequence <= 12; sequence++) {
                for (int copies = random.nextInt(3); copies > 0; copies--) {
                    waiting.add(waiting(sequence, random.nextInt(6) == 0 ? "POISON" : "BLOCKED"));
                }
            }
            int from = 1 + random.nextInt(12);
            var skips = random.nextBoolean() ? List.of(new Skip(from, from + random.nextInt(3))) : List.<Skip>of();
            var applied = new HashSet<Long>();
            long position = 0;
            boolean more = true;
            for (int steps = 0; more; steps++) {
                assertThat(steps).as("seed %d", seed).isLessThan(60);
                int window = 1 + random.nextInt(4);
                boolean all = waiting.size() <= window;
                var seen = all ? List.copyOf(waiting) : List.copyOf(waiting.subList(0, window));
                var plan = FollowPlan.of(position, seen, all, skips, Set.of(), 1 + random.nextInt(3));
                for (var id : plan.toApply()) {
                    long sequence = sequenceOf(waiting, id);
                    assertThat(sequence).as("seed %d", seed).isGreaterThan(position);
                    assertThat(applied.add(sequence)).as("seed %d", seed).isTrue();
                }
                assertThat(plan.position()).as("seed %d", seed).isGreaterThanOrEqualTo(position);
                waiting.removeIf(w ->
                        plan.toApply().contains(w.id()) || plan.duplicates().contains(w.id()));
                position = plan.position();
                more = plan.more();
            }
        }
    }

    private static long sequenceOf(List<Waiting> waiting, UUID id) {
        return waiting.stream()
                .filter(w -> w.id().equals(id))
                .mapToLong(Waiting::sequence)
                .findFirst()
                .orElseThrow();
    }

    private static Waiting waiting(long sequence, String kind) {
        return new Waiting(UUID.randomUUID(), sequence, kind, 10);
    }
}
