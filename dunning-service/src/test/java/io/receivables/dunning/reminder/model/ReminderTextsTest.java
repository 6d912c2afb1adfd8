package io.receivables.dunning.reminder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.dunningcase.model.Cases;
import io.receivables.dunning.dunningcase.model.InvoiceFacts;
import io.receivables.dunning.policy.model.Tone;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReminderTextsTest {

    private static final Money OPEN = Money.of("12345.6", "EUR");
    private static final String NBSP = "\u00a0";

    private final ReminderTexts texts = ReminderTexts.load();

    @Test
    void everyToneInEveryLanguageSaysWhatTheDebtorNeedsToPay() {
        InvoiceFacts invoice = Cases.invoice();
        Set<String> bodies = new HashSet<>();
        for (Language language : Language.values()) {
            for (Tone tone : Tone.values()) {
                Letter letter = texts.write(tone, language, "Adria Opskrba d.o.o.", invoice, OPEN);
                assertThat(letter.subject())
                        .as("%s %s", language, tone)
                        .contains("INV-2025-000042")
                        .doesNotContain("\n");
                assertThat(letter.body())
                        .as("%s %s", language, tone)
                        .contains("INV-2025-000042")
                        .contains(language.amount(OPEN))
                        .contains(language.date(Cases.DUE))
                        .contains("RF07INV2025000042")
                        .contains("HU42 1177 3016 1111 1018 0000 0000")
                        .contains("Duna Kereskedelmi Kft.")
                        .contains("Adria Opskrba d.o.o.")
                        .doesNotContain("{{")
                        .doesNotContain("\ufffd");
                bodies.add(letter.body());
            }
        }
        assertThat(bodies).hasSize(Language.values().length * Tone.values().length);
    }

    @Test
    void amountsAreWrittenAsInTheLanguageWithTheDecimalsOfTheCurrency() {
        assertThat(Language.DA.amount(OPEN)).isEqualTo("12.345,60" + NBSP + "EUR");
        assertThat(Language.EN.amount(OPEN)).isEqualTo("12,345.60" + NBSP + "EUR");
        assertThat(Language.HU.amount(OPEN)).isEqualTo("12" + NBSP + "345,60" + NBSP + "EUR");
        assertThat(Language.RO.amount(OPEN)).isEqualTo("12.345,60" + NBSP + "EUR");
        assertThat(Language.HR.amount(OPEN)).isEqualTo("12.345,60" + NBSP + "EUR");
        assertThat(Language.ZH.amount(OPEN)).isEqualTo("12,345.60" + NBSP + "EUR");
        assertThat(Language.EN.amount(Money.of("1234", "JPY"))).isEqualTo("1,234" + NBSP + "JPY");
        assertThat(Language.EN.amount(Money.of("1.5", "KWD"))).isEqualTo("1.500" + NBSP + "KWD");
    }

    @Test
    void datesAreWrittenAsInTheLanguage() {
        LocalDate day = LocalDate.parse("2025-03-31");

        assertThat(Language.HU.date(day)).isEqualTo("2025. március 31.");
        assertThat(Language.HR.date(day)).isEqualTo("31. ožujka 2025.");
        assertThat(Language.RO.date(day)).isEqualTo("31 martie 2025");
        assertThat(Language.ZH.date(day)).isEqualTo("2025年3月31日");
        assertThat(Language.DA.date(day)).isEqualTo("31. marts 2025");
        assertThat(Language.EN.date(day)).isEqualTo("31 March 2025");
    }

    @Test
    void languageWithoutTextsIsAnsweredInEnglish() {
        assertThat(Language.of("de")).isEqualTo(Language.EN);
        assertThat(Language.of("HU")).isEqualTo(Language.HU);
    }

    @Test
    void nameWithLineBreaksCannotStartAHeaderOrALineOfItsOwn() {
        Letter letter =
                texts.write(Tone.FRIENDLY, Language.EN, "Evil\r\nBcc: all@example.com\u2028x", Cases.invoice(), OPEN);

        assertThat(letter.body()).contains("Dear Evil Bcc: all@example.com x,");
        assertThat(ReminderTexts.oneLine("A\r\n\tB\u0000C\u202eD")).isEqualTo("A B C D");
    }

    @Test
    void nameThatLooksLikeAPlaceholderStaysAName() {
        Letter letter = texts.write(Tone.FRIENDLY, Language.EN, "{{sellerIban}}", Cases.invoice(), OPEN);

        assertThat(letter.body()).contains("Dear {{sellerIban}},");
    }

    @Test
    void unknownPlaceholderIsRefused() {
        for (String text : List.of("{{password}}", "{{ customerName }}", "{{customerName.class}}", "{{", "a }} b")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> TextTemplate.parse(text));
        }
        assertThat(TextTemplate.parse("x {{dueDate}}").placeholders()).containsExactly(Placeholder.DUE_DATE);
    }

    @Test
    void placeholderWithoutAValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTemplate.parse("{{dueDate}}").render(Map.of()));
    }
}
