package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayPaceTest {
    @Test
    void aQuickRoundIsFollowedByAShortRest() {
        assertThat(RelayPace.restMillis(0)).isEqualTo(5);
        assertThat(RelayPace.restMillis(1)).isEqualTo(5);
    }

    @Test
    void aBusyMachineGathersMore() {
        assertThat(RelayPace.restMillis(10)).isEqualTo(40);
    }

    @Test
    void noEventRestsLongerThanATenthOfASecond() {
        assertThat(RelayPace.restMillis(25)).isEqualTo(100);
        assertThat(RelayPace.restMillis(60_000)).isEqualTo(100);
    }
}
