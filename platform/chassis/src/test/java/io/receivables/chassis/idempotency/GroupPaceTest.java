package io.receivables.chassis.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupPaceTest {

    @Test
    void aLoneCommandIsFollowedAtOnce() {
        assertThat(GroupPace.restMillis(1, 100)).isZero();
    }

    @Test
    void aGroupIsFollowedAfterAQuarterOfItsTime() {
        assertThat(GroupPace.restMillis(2, 12)).isEqualTo(3);
    }

    @Test
    void noRestIsLong() {
        assertThat(GroupPace.restMillis(64, 1_000)).isEqualTo(5);
    }
}
