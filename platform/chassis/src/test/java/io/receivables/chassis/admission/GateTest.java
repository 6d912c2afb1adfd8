package io.receivables.chassis.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.problem.CommonProblem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration BURST = Duration.ofSeconds(2);
    private static final Duration LATE = BURST.dividedBy(20);
    private static final Duration OVERLOAD_WAIT = Duration.ofMillis(50);

    private final List<String> called = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private long nanos = 1;
    private Gate gate = gate(1, 100);

    private Gate gate(int inFlight, int waiting) {
        return new Gate(new Limits(inFlight, waiting, BURST, OVERLOAD_WAIT), () -> nanos);
    }

    private Visitor arrive(String tenant, String name) {
        var visitor = new Visitor(tenant, () -> called.add(name), why -> refused.add(name + " " + why.code()));
        gate.arrive(visitor);
        return visitor;
    }

    private Visitor arrive(String name) {
        return arrive("t", name);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        gate.sweep();
    }

    /** Somebody has been late for as long as a burst lasts: from now on it is overload. */
    private void becomeOverloaded() {
        for (int i = 0; i < 25; i++) {
            arrive("early " + i);
            pass(LATE);
        }
        called.clear();
        refused.clear();
    }

    @Test
    void whoFindsAFreeTurnGoesAtOnceAndFewWaitersGoInTheOrderOfTheirArrival() {
        var first = arrive("first");
        var second = arrive("second");
        arrive("third");
        assertThat(called).containsExactly("first");

        gate.leave(first);
        gate.leave(second);

        assertThat(called).containsExactly("first", "second", "third");
        assertThat(gate.inFlight()).isEqualTo(1);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void ofACrowdTheNewestGoesFirst() {
        var first = arrive("first");
        for (int i = 0; i < 5; i++) {
            arrive("waiter " + i);
        }

        gate.leave(first);

        assertThat(called).containsExactly("first", "waiter 4");
    }

    @Test
    void aBurstThatIsWorkedOffInTimeLosesNobody() {
        Deque<Visitor> inside = new ArrayDeque<>();
        for (int i = 0; i < 100; i++) {
            var name = "visitor " + i;
            var self = new Visitor[1];
            self[0] = new Visitor(
                    "t",
                    () -> {
                        called.add(name);
                        inside.add(self[0]);
                    },
                    why -> refused.add(name));
            gate.arrive(self[0]);
        }
        while (!inside.isEmpty()) {
            pass(BURST.dividedBy(101));
            gate.leave(inside.remove());
        }

        assertThat(refused).isEmpty();
        assertThat(called).hasSize(100);
        assertThat(gate.inFlight()).isZero();
    }

    @Test
    void whoIsNotCalledWhileABurstLastsIsRefused() {
        arrive("first");
        arrive("second");

        pass(BURST.minusNanos(1));
        assertThat(refused).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(refused).containsExactly("second overloaded");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void underOverloadNobodyWaitsLongAndTheNewestGoesFirst() {
        var first = arrive("first");
        becomeOverloaded();
        arrive("older");
        arrive("newer");

        gate.leave(first);
        pass(OVERLOAD_WAIT);

        assertThat(called).containsExactly("newer");
        assertThat(refused).contains("older overloaded");
    }

    @Test
    void underOverloadAThirdOfTheTurnsIsGivenUntilItHasEnded() {
        gate = gate(6, 100);
        List<Visitor> inside = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inside.add(arrive("first " + i));
        }
        becomeOverloaded();

        for (int i = 0; i < 4; i++) {
            arrive("waiter " + i);
            gate.leave(inside.get(i));
        }
        assertThat(called).isEmpty();
        assertThat(gate.inFlight()).isEqualTo(2);

        gate.leave(inside.get(4));
        assertThat(called).containsExactly("waiter 3");

        pass(OVERLOAD_WAIT);
        pass(LATE);
        gate.leave(inside.get(5));
        for (int i = 0; i < 5; i++) {
            arrive("after " + i);
        }
        assertThat(called).contains("after 4");
    }

    @Test
    void aQueueThatIsEmptyBecauseAllWereRefusedIsNoRelief() {
        arrive("first");
        becomeOverloaded();
        pass(OVERLOAD_WAIT);
        pass(BURST);
        arrive("next");

        pass(OVERLOAD_WAIT);

        assertThat(refused).contains("next overloaded");
    }

    @Test
    void overloadEndsWhenATurnIsFreeAndNobodyWantsIt() {
        var first = arrive("first");
        becomeOverloaded();
        pass(OVERLOAD_WAIT);
        pass(LATE);
        gate.leave(first);
        refused.clear();

        arrive("busy");
        arrive("patient");
        pass(BURST.minusNanos(1));

        assertThat(refused).isEmpty();
    }

    @Test
    void overloadIsOverForWhoComesWhenATurnHasBeenFreeForAWhile() {
        var first = arrive("first");
        becomeOverloaded();
        pass(OVERLOAD_WAIT);
        gate.leave(first);
        assertThat(gate.overloaded()).isTrue();
        nanos += LATE.toNanos();
        assertThat(gate.overloaded()).isFalse();
        refused.clear();

        arrive("busy");
        arrive("patient");
        pass(BURST.minusNanos(1));

        assertThat(refused).isEmpty();
    }

    @Test
    void aTurnThatNobodyWantsRightAfterAllWereRefusedIsNoRelief() {
        var first = arrive("first");
        becomeOverloaded();
        arrive("waiter");
        pass(OVERLOAD_WAIT);
        assertThat(refused).contains("waiter overloaded");
        gate.leave(first);

        arrive("busy");
        arrive("next");
        pass(OVERLOAD_WAIT);

        assertThat(refused).contains("next overloaded");
    }

    @Test
    void nowAndThenAllTurnsAreGivenToSeeWhetherOverloadIsOver() {
        gate = gate(3, 100);
        for (int i = 0; i < 3; i++) {
            arrive("first " + i);
        }
        becomeOverloaded();
        pass(BURST.multipliedBy(12));
        arrive("patient");

        pass(LATE.minusNanos(1));
        assertThat(refused).doesNotContain("patient overloaded");

        pass(Duration.ofNanos(1));
        assertThat(refused).contains("patient overloaded");
        arrive("next");
        pass(OVERLOAD_WAIT);
        assertThat(refused).contains("next overloaded");
    }

    @Test
    void aQueueThatNeverEmptiesButIsNeverLateIsNoOverload() {
        var inside = arrive("0");
        arrive("1");
        Deque<Visitor> waiting = new ArrayDeque<>();
        for (int i = 2; i < 200; i++) {
            waiting.add(arrive(Integer.toString(i)));
            pass(LATE.dividedBy(3));
            gate.leave(inside);
            inside = i == 2 ? waiting.peek() : waiting.remove();
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void whenTooManyWaitTheOneWhoHasWaitedLongestIsRefused() {
        gate = gate(1, 2);
        arrive("first");
        arrive("second");
        arrive("third");
        arrive("fourth");

        assertThat(refused).containsExactly("second overloaded");
        assertThat(gate.waiting()).isEqualTo(2);
    }

    @Test
    void tenantsGoInTurnAndTheOneAboveItsShareIsToldSo() {
        gate = gate(1, 3);
        var first = arrive("first");
        var greedy = arrive("greedy", "greedy 1");
        arrive("greedy", "greedy 2");
        arrive("modest", "modest");
        arrive("greedy", "greedy 3");
        assertThat(refused).containsExactly("greedy 1 " + CommonProblem.TOO_MANY_REQUESTS.code());

        gate.leave(greedy);
        gate.leave(first);
        assertThat(called).containsExactly("first", "greedy 2");
    }

    @Test
    void aTenantWithOneCallIsNextAfterOneCallOfATenantWithMany() {
        var first = arrive("first");
        var second = arrive("greedy", "greedy 1");
        arrive("greedy", "greedy 2");
        arrive("greedy", "greedy 3");
        arrive("modest", "modest");

        gate.leave(first);
        gate.leave(second);

        assertThat(called).containsExactly("first", "greedy 1", "modest");
    }

    @Test
    void whateverHappensEveryTurnComesBack() {
        var random = new SplittableRandom(12);
        gate = gate(5, 20);
        List<Visitor> present = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int what = random.nextInt(10);
            if (what < 5) {
                present.add(arrive("t" + random.nextInt(3), ""));
            } else if (what < 9 && !present.isEmpty()) {
                var leaving = present.get(random.nextInt(present.size()));
                gate.leave(leaving);
                if (random.nextBoolean()) {
                    present.remove(leaving);
                }
            } else {
                pass(Duration.ofMillis(random.nextInt(100)));
            }
            assertThat(gate.inFlight()).isBetween(gate.waiting() > 0 ? 1 : 0, 5);
            assertThat(gate.waiting()).isLessThanOrEqualTo(20);
        }
        present.forEach(gate::leave);

        assertThat(gate.inFlight()).isZero();
        assertThat(gate.waiting()).isZero();
    }
}
