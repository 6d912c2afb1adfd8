package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayPaceTest {
    private static final int IDLE = 10;
    private static final int BUSY = 100;
    private static final int UNKNOWN = -1;

    @Test
    void aQuickRoundIsFollowedByAShortRest() {
        assertThat(RelayPace.restMillis(0, BUSY)).isEqualTo(5);
        assertThat(RelayPace.restMillis(1, BUSY)).isEqualTo(5);
        assertThat(RelayPace.restMillis(1, IDLE)).isEqualTo(5);
    }

    @Test
    void aBusyMachineGathersMore() {
        assertThat(RelayPace.restMillis(10, BUSY)).isEqualTo(40);
        assertThat(RelayPace.restMillis(10, UNKNOWN)).isEqualTo(40);
        assertThat(RelayPace.restMillis(10, IDLE)).isEqualTo(10);
    }

    @Test
    void theScarcerTheProcessorsTheLongerTheRest() {
        long before = 0;
        for (int load = 80; load <= 95; load++) {
            long rest = RelayPace.restMillis(25, load);
            assertThat(rest).isGreaterThan(before);
            before = rest;
        }
    }

    @Test
    void noEventRestsLongerThanATenthOfASecond() {
        assertThat(RelayPace.restMillis(60_000, BUSY)).isEqualTo(100);
        assertThat(RelayPace.restMillis(25, IDLE)).isEqualTo(20);
    }

    @Test
    void aSlowRoundSaysThatSomethingElseIsScarce() {
        assertThat(RelayPace.restMillis(26, IDLE)).isEqualTo(100);
    }
}
