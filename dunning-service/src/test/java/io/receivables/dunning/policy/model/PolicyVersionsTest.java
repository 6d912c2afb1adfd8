package io.receivables.dunning.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyVersionsTest {

    private static final PolicyLevel FIRST = new PolicyLevel(1, "first", 5, Tone.FRIENDLY);

    @Test
    void everyTenantHasTheBuiltInPolicy() {
        PolicyVersions versions = new PolicyVersions(List.of());

        assertThat(versions.inForceOn(LocalDate.parse("2025-01-01"))).isEqualTo(DunningPolicy.DEFAULT);
        assertThat(versions.version(0).levels()).extracting(PolicyLevel::days).containsExactly(-3, 3, 14, 30);
    }

    @Test
    void versionAppliesFromItsEffectiveDateOn() {
        PolicyVersions versions = new PolicyVersions(List.of(policy(1, "2025-06-01"), policy(2, "2025-09-01")));

        assertThat(versions.inForceOn(LocalDate.parse("2025-05-31")).version()).isZero();
        assertThat(versions.inForceOn(LocalDate.parse("2025-06-01")).version()).isEqualTo(1);
        assertThat(versions.inForceOn(LocalDate.parse("2025-09-01")).version()).isEqualTo(2);
    }

    @Test
    void laterVersionWithAnEarlierDateReplacesTheOneThatWasPlanned() {
        PolicyVersions versions = new PolicyVersions(List.of(policy(1, "2025-09-01"), policy(2, "2025-06-01")));

        assertThat(versions.inForceOn(LocalDate.parse("2025-10-01")).version()).isEqualTo(2);
    }

    @Test
    void levelsMustAscendAndBeNumbered() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(1, "2025-01-01", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> policy(1, "2025-01-01", List.of(FIRST, new PolicyLevel(2, "second", 5, Tone.SECOND))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(1, "2025-01-01", List.of(new PolicyLevel(2, "second", 5, Tone.SECOND))));
    }

    @Test
    void aWeekCannotBeQuietAltogether() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuietRules(EnumSet.allOf(DayOfWeek.class), 0));
    }

    private static DunningPolicy policy(int version, String from) {
        return policy(version, from, List.of(FIRST));
    }

    private static DunningPolicy policy(int version, String from, List<PolicyLevel> levels) {
        return new DunningPolicy(version, LocalDate.parse(from), levels, 5, 14, QuietRules.NONE, List.of());
    }
}
