package io.receivables.reporting.ageing.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+36", "-x", "@SUM(A1)", "\tx", "\rx"})
    void textThatLooksLikeAFormulaIsMadeText(String text) {
        assertThat(new CsvText().cell(text).toString()).isEqualTo("\"'" + text + "\"");
    }

    @Test
    void negativeNumbersStayNumbers() {
        assertThat(new CsvText().cell(new BigDecimal("-12.50")).cell("x").line().toString())
                .isEqualTo("-12.50,x\r\n");
    }

    @Test
    void quotesAndSeparatorsAreEscaped() {
        assertThat(new CsvText().cell("a \"b\", c").toString()).isEqualTo("\"a \"\"b\"\", c\"");
    }
}
