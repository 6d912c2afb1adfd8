package io.receivables.invoicing.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPrefixTest {

    @Test
    void numbersAreZeroPaddedAndGrowBeyondTheWidth() {
        assertThat(NumberingPrefix.number("INV-2026-", 42, 6)).isEqualTo("INV-2026-000042");
        assertThat(NumberingPrefix.number("INV-2026-", 1_234_567, 6)).isEqualTo("INV-2026-1234567");
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "INV-2026-,INV-2027-,false",
        "INV-2026-,CN-2026-,false",
        "INV,INV2,true",
        "INV-2026-,INV2026,true",
        "INV-,inv-2026-,true",
        "HU-,HU-CN-,false"
    })
    void twoPrefixesClashWhenTheirReferencesCouldBeEqual(String one, String other, boolean clash) {
        assertThat(new NumberingPrefix(one).clashesWith(new NumberingPrefix(other)))
                .isEqualTo(clash);
        assertThat(new NumberingPrefix(other).clashesWith(new NumberingPrefix(one)))
                .isEqualTo(clash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-INV", "INV 2026", "ÄRVE-", "ABCDEFGHIJKLM"})
    void aPrefixThatCannotStandInAReferenceIsRefused(String prefix) {
        assertThatThrownBy(() -> NumberingPrefix.of(prefix, "invoicePrefix")).isInstanceOf(Problem.class);
    }
}
