package io.receivables.chassis.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.reconciliation.Verdict.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a difference is reported and nothing is touched: no copy, no database and no trail is needed for that. */
class HealingTest {
    private static final Verdict REPAIRABLE = new Verdict(Optional.of(Kind.WRONG_CONTENT), false, true);

    private final Healing switchedOff = new Healing(null, null, new Settings());

    @Test
    void whatCouldBeSetRightIsOnlyReportedWhenHealingIsSwitchedOff() {
        var outcome = heal(finding(3), REPAIRABLE, Optional.empty());

        assertThat(outcome.state()).isEqualTo(Difference.State.OPEN);
        assertThat(outcome.why()).isEqualTo("Healing is switched off.");
    }

    @Test
    void aCopyThatMovedOnIsRightWithoutAnybodysHelp() {
        assertThat(heal(finding(4), REPAIRABLE, Optional.empty()).state()).isEqualTo(Difference.State.HEALED);
    }

    @Test
    void whatFailedOnceIsReportedWithTheReason() {
        var outcome = heal(finding(3), REPAIRABLE, Optional.of("no room"));

        assertThat(outcome.state()).isEqualTo(Difference.State.OPEN);
        assertThat(outcome.why()).isEqualTo("Healing failed: no room");
    }

    private Healing.Outcome heal(Finding now, Verdict verdict, Optional<String> failure) {
        var one = new Settlement.Case(UUID.randomUUID(), null, finding(3), Optional.of(now));
        return switchedOff.heal(null, one, verdict, failure).await().indefinitely();
    }

    private static Finding finding(long heldVersion) {
        return new Finding(
                UUID.randomUUID(), Optional.of("{}"), 3, heldVersion, Optional.of("{}"), List.of(), 3, false);
    }

    private record Settings() implements ReconciliationConfig {
        @Override
        public Duration every() {
            return Duration.ofDays(1);
        }

        @Override
        public String poll() {
            return "off";
        }

        @Override
        public boolean heal() {
            return false;
        }

        @Override
        public int partSize() {
            return 1;
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(1);
        }
    }
}
