package io.receivables.chassis.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.Problem;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void hasTheDecimalsOfItsCurrency() {
        assertThat(Money.of("12.5", "EUR")).hasToString("12.50 EUR");
        assertThat(Money.of("12", "JPY")).hasToString("12 JPY");
        assertThat(Money.of("12.0", "JPY")).hasToString("12 JPY");
        assertThat(Money.of("12.345", "KWD")).hasToString("12.345 KWD");
    }

    @Test
    void refusesMoreDecimalsThanTheCurrencyHas() {
        assertThatThrownBy(() -> Money.of("0.001", "EUR"))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.code().code()).isEqualTo("amount_too_precise"));
        assertThatThrownBy(() -> Money.of("0.5", "JPY")).isInstanceOf(Problem.class);
    }

    @Test
    void refusesWhatIsNoCurrency() {
        for (var code : new String[] {"EURO", "eur", "", "XXX", "XAU"}) {
            assertThatThrownBy(() -> Money.of("1", code))
                    .as(code)
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.code().code()).isEqualTo("unknown_currency"));
        }
    }

    @Test
    void roundsHalfAwayFromZero() {
        var eur = Currency.getInstance("EUR");
        assertThat(Money.rounded(new BigDecimal("0.125"), eur)).isEqualTo(Money.of("0.13", "EUR"));
        assertThat(Money.rounded(new BigDecimal("-0.125"), eur)).isEqualTo(Money.of("-0.13", "EUR"));
        assertThat(Money.rounded(new BigDecimal("23.014603"), eur)).isEqualTo(Money.of("23.01", "EUR"));
    }

    @Test
    void neverMixesCurrencies() {
        assertThatThrownBy(() -> Money.of("1", "EUR").plus(Money.of("1", "HUF")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void travelsAsADecimalString() throws Exception {
        assertThat(Json.text(Money.of("1210", "EUR"))).isEqualTo("{\"amount\":\"1210.00\",\"currency\":\"EUR\"}");
        var read = Json.read("{\"amount\":\"-0.50\",\"currency\":\"EUR\"}".getBytes(), Money.class);
        assertThat(read).isEqualTo(Money.of("-0.5", "EUR"));
        assertThatThrownBy(() -> Json.read("{\"amount\":0.5,\"currency\":\"EUR\"}".getBytes(), Money.class))
                .hasMessageContaining("decimal string");
    }
}
