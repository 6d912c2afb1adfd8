package io.receivables.invoicing.invoice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreditorReferenceTest {

    @Test
    void theReferenceOfANumberHasTheCheckDigitsOfIso11649() {
        assertThat(CreditorReference.ofNumber("5390 0754 7034").value()).isEqualTo("RF18539007547034");
        assertThat(CreditorReference.ofNumber("INV-2026-000042").value()).matches("RF[0-9]{2}INV2026000042");
    }

    @Test
    void everyReferenceIsValidAndOneWrongCharacterIsNoticed() {
        IntStream.range(1, 500).forEach(n -> {
            var reference = CreditorReference.ofNumber("INV-2026-" + n);
            assertThat(reference.valid()).isTrue();
            var last = reference.value().charAt(reference.value().length() - 1);
            var wrong = reference.value().substring(0, reference.value().length() - 1)
                    + (last == '9' ? '0' : last + 1 - '0');
            assertThat(new CreditorReference(wrong).valid()).isFalse();
        });
    }

    @Test
    void aNumberThatLeavesNothingOrTooMuchIsRefused() {
        assertThatThrownBy(() -> CreditorReference.ofNumber("---")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CreditorReference.ofNumber("A".repeat(22)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
