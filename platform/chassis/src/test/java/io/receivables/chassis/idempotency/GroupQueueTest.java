package io.receivables.chassis.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.idempotency.GroupQueue.Group;
import io.receivables.chassis.idempotency.GroupQueue.Limits;
import org.junit.jupiter.api.Test;

class GroupQueueTest {
    private final GroupQueue<Integer> queue = new GroupQueue<>(new Limits(3, 3, 2));

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

        queue.done(first);

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

        queue.done(first);
        assertThat(next().entries()).containsExactly(2);
    }

    @Test
    void nothingIsKeptOfATenantThatHasNothingLeftToDo() {
        add("acme", "a", 1);
        queue.done(next());
        add("acme", "a", 2);

        assertThat(next().entries()).containsExactly(2);
    }

    private void add(String tenant, String key, int entry) {
        queue.add(tenant, key, entry);
    }

    private Group<Integer> next() {
        return queue.next().orElseThrow();
    }
}
