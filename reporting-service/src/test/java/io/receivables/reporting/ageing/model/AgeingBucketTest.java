package io.receivables.reporting.ageing.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeingBucketTest {
    @ParameterizedTest
    @CsvSource({
        "2025-01-01, NOT_DUE",
        "2026-03-31, NOT_DUE",
        "2026-04-01, DAYS_1_TO_30",
        "2026-04-30, DAYS_1_TO_30",
        "2026-05-01, DAYS_31_TO_60",
        "2026-05-30, DAYS_31_TO_60",
        "2026-05-31, DAYS_61_TO_90",
        "2026-06-29, DAYS_61_TO_90",
        "2026-06-30, DAYS_91_TO_120",
        "2026-07-29, DAYS_91_TO_120",
        "2026-07-30, OVER_120_DAYS",
        "2999-12-31, OVER_120_DAYS"
    })
    void anAmountDueOnTheLastOfMarchIsInTheBucketOfTheDay(LocalDate asOf, AgeingBucket bucket) {
        assertThat(AgeingBucket.of(LocalDate.of(2026, 3, 31), asOf)).isEqualTo(bucket);
    }

    @Test
    void theBalanceIsTheSumOfTheBucketsLessTheUnappliedCash() {
        var asOf = LocalDate.of(2026, 4, 30);
        var balance = AgedBalance.zero(Money.currency("EUR"))
                .owed(LocalDate.of(2026, 5, 15), new BigDecimal("100.00"), asOf)
                .owed(LocalDate.of(2026, 4, 1), new BigDecimal("20.00"), asOf)
                .owed(LocalDate.of(2025, 4, 1), new BigDecimal("3.00"), asOf)
                .withUnapplied(new BigDecimal("0.50"));

        assertThat(balance.open()).isEqualTo(Money.of("123.00", "EUR"));
        assertThat(balance.overdue()).isEqualTo(Money.of("23.00", "EUR"));
        assertThat(balance.balance()).isEqualTo(Money.of("122.50", "EUR"));
        assertThat(balance.oldestDueDate()).contains(LocalDate.of(2025, 4, 1));
    }
}
