package io.receivables.chassis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.grouping.GroupQueue.Group;
import io.receivables.chassis.grouping.GroupQueue.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupQueueTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private long now;
    private final GroupQueue<Integer> queue = new GroupQueue<>(new Limits(3, 3, 2, PATIENCE), () -> now);

    @Test
    void whatWaitsGoesInOneGroupInItsOrder() {
        add("acme", "a", 1);
        add("acme", "b", 2);

        assertThat(next().entries()).containsExactly(1, 2);
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void aGroupIsNeverLargerThanTheLimit() {
        for (int i = 0; i < 7; i++) {
            add("acme", "k" + i, i);
        }

        assertThat(next().entries()).containsExactly(0, 1, 2);
        assertThat(next().entries()).containsExactly(3, 4, 5);
    }

    @Test
    void whatComesBesideAGroupAtWorkGathersUntilThatIsDone() {
        add("acme", "a", 1);
        var first = next();
        add("acme", "b", 2);
        assertThat(queue.next()).isEmpty();
        add("acme", "c", 3);

        finish(first);

        assertThat(next().entries()).containsExactly(2, 3);
    }

    @Test
    void whoHasWaitedLongGoesBesideAGroupAtWork() {
        add("acme", "a", 1);
        next();
        add("acme", "b", 2);
        now += PATIENCE.toNanos() - 1;
        add("acme", "c", 3);
        assertThat(queue.next()).isEmpty();

        now++;

        assertThat(next().entries()).containsExactly(2, 3);
    }

    @Test
    void whatFillsAGroupGoesBesideOneAtWork() {
        add("acme", "a", 1);
        next();
        add("acme", "b", 2);
        add("acme", "c", 3);
        assertThat(queue.next()).isEmpty();

        add("acme", "d", 4);

        assertThat(next().entries()).containsExactly(2, 3, 4);
    }

    @Test
    void aGroupIsOfOneTenantAndTenantsTakeTurns() {
        for (int i = 0; i < 6; i++) {
            add("acme", "k" + i, i);
        }
        add("beta", "k0", 10);

        assertThat(next().tenant()).isEqualTo("acme");
        assertThat(next().tenant()).isEqualTo("beta");
        assertThat(next().tenant()).isEqualTo("acme");
    }

    @Test
    void aTenantAndAllOfThemTogetherHaveABoundedNumberOfTransactions() {
        for (int i = 0; i < 20; i++) {
            add("acme", "k" + i, i);
        }
        var first = next();
        next();
        assertThat(queue.next()).as("a third of one tenant").isEmpty();
        add("beta", "a", 1);
        add("gamma", "a", 1);
        next();
        assertThat(queue.next()).as("a fourth of all").isEmpty();

        finish(first);

        assertThat(queue.next()).isPresent();
    }

    @Test
    void aKeyIsInOneGroupAtATime() {
        add("acme", "same", 1);
        add("acme", "same", 2);
        add("acme", "other", 3);
        add("beta", "same", 4);

        var first = next();
        assertThat(first.entries()).containsExactly(1, 3);
        assertThat(next().entries()).as("keys are the tenant's own").containsExactly(4);
        assertThat(queue.next()).isEmpty();

        finish(first);
        assertThat(next().entries()).containsExactly(2);
    }

    @Test
    void nothingIsKeptOfATenantThatHasNothingLeftToDo() {
        add("acme", "a", 1);
        finish(next());
        add("acme", "a", 2);

        assertThat(next().entries()).containsExactly(2);
    }

    @Test
    void aGroupThatRestsHoldsUpItsOwnTenantOnly() {
        for (int i = 0; i < 12; i++) {
            add("acme", "k" + i, i);
        }
        var first = next();
        next();
        add("beta", "a", 1);
        next();
        add("gamma", "a", 1);
        assertThat(queue.next()).isEmpty();

        queue.done(first);

        assertThat(next().tenant()).isEqualTo("gamma");
    }

    private void finish(Group<Integer> group) {
        queue.done(group);
        queue.rested(group);
    }

    private void add(String tenant, String key, int entry) {
        queue.add(tenant, key, entry);
    }

    private Group<Integer> next() {
        return queue.next().orElseThrow();
    }
}
