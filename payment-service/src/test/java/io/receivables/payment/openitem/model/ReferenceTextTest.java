package io.receivables.payment.openitem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"RF18539007547034", "RF18 5390 0754 7034", "rf18 5390 0754 7034", " RF18-5390-0754-7034 "})
    void aCreditorReferenceIsReadInAnySpelling(String text) {
        assertThat(ReferenceText.creditorReference(text)).contains("RF18539007547034");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RF19539007547034", "RF18539007547043", "539007547034", "", "RF18", "XX18539007547034"})
    void aReferenceWithWrongCheckDigitsOrShapeIsNone(String text) {
        assertThat(ReferenceText.creditorReference(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Invoice HU-2026-000123, thanks",
                "hu-2026-000123",
                "payment for HU 2026 000123",
                "HU2026000123",
                "(HU-2026-000123)",
                "inv.HU-2026-000123.",
                "HU-2026-000122/HU-2026-000123"
            })
    void aNumberIsFoundWhateverItsCaseSpacesAndPunctuation(String text) {
        assertThat(found(text, "HU2026000123")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HU-2026-0001234",
                "XHU-2026-000123",
                "A-HU-2026-000123",
                "HU-2026-000123-7",
                "HU 2026",
            })
    void aNumberInsideALongerWordIsNotFound(String text) {
        assertThat(found(text, "HU2026000123")).isFalse();
    }

    @Test
    void wordsWithoutDigitsAndShortNumbersAreNoNumbers() {
        assertThat(ReferenceText.keys(ReferenceText.pieces("thank you 123 for all")))
                .doesNotContain("123", "THANKYOU");
    }

    @Test
    void theLongestKnownNumberWinsOverOneInsideIt() {
        var pieces = ReferenceText.pieces("HU 2026 000123");

        var chosen = ReferenceText.chosen(pieces, Set.of("2026000123", "HU2026000123")::contains);

        assertThat(chosen).extracting(ReferenceText.Piece::key).containsExactly("HU2026000123");
    }

    @Test
    void aCreditorReferenceWrittenInGroupsIsFoundInFreeText() {
        assertThat(found("please see RF18 5390 0754 7034 as agreed", "RF18539007547034"))
                .isTrue();
    }

    @Test
    void aVeryLongTextStaysBounded() {
        assertThat(ReferenceText.pieces("A1 ".repeat(100_000))).hasSizeLessThan(5_000);
    }

    private static boolean found(String text, String key) {
        return ReferenceText.keys(ReferenceText.pieces(text)).contains(key);
    }
}
