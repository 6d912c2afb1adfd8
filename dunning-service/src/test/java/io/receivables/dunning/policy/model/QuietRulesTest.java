package io.receivables.dunning.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietRulesTest {

    private static final ZoneId BUDAPEST = ZoneId.of("Europe/Budapest");
    private static final QuietRules RULES = new QuietRules(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 8);

    @Test
    void nightLastsUntilTheHourInTheDebtorsZone() {
        assertThat(allowed("2025-04-04T05:59:59Z")).isEqualTo("2025-04-04T06:00:00Z");
        assertThat(allowed("2025-04-04T06:00:00Z")).isEqualTo("2025-04-04T06:00:00Z");
        assertThat(allowed("2025-04-04T21:59:59Z")).isEqualTo("2025-04-04T21:59:59Z");
    }

    @Test
    void quietDaysLastUntilTheHourOfTheFirstOther() {
        assertThat(allowed("2025-04-04T22:00:00Z")).isEqualTo("2025-04-07T06:00:00Z");
        assertThat(allowed("2025-04-06T12:00:00Z")).isEqualTo("2025-04-07T06:00:00Z");
    }

    @Test
    void withoutRulesEveryMomentIsAllowed() {
        Instant night = Instant.parse("2025-04-06T00:00:00Z");

        assertThat(QuietRules.NONE.firstAllowed(night, BUDAPEST)).isEqualTo(night);
    }

    private static Instant allowed(String now) {
        return RULES.firstAllowed(Instant.parse(now), BUDAPEST);
    }
}
