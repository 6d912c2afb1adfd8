package io.receivables.local.demo.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.demo.data.DemoData;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.WeekPlan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final DemoData DATA = DemoData.generate(DemoData.SEED);

    @Test
    void theBucketsHaveTheBoundariesOfRuleD2() {
        LocalDate due = LocalDate.parse("2026-03-31");
        assertThat(Bucket.of(due, LocalDate.parse("2026-03-31"))).isEqualTo(Bucket.NOT_DUE);
        assertThat(Bucket.of(due, LocalDate.parse("2026-04-01"))).isEqualTo(Bucket.DAYS_1_30);
        assertThat(Bucket.of(due, LocalDate.parse("2026-04-30"))).isEqualTo(Bucket.DAYS_1_30);
        assertThat(Bucket.of(due, LocalDate.parse("2026-05-01"))).isEqualTo(Bucket.DAYS_31_60);
        assertThat(Bucket.of(due, LocalDate.parse("2026-07-29"))).isEqualTo(Bucket.DAYS_91_120);
        assertThat(Bucket.of(due, LocalDate.parse("2026-07-30"))).isEqualTo(Bucket.OVER_120);
    }

    @Test
    void afterTheWholeYearInvoicedEqualsCreditedPlusAllocatedPlusOpenInEveryCurrency() {
        Map<String, Figures> figures = wholeYear().figures(DemoYear.date(DemoYear.LAST_WEEK));
        assertThat(figures).containsOnlyKeys("CNY", "DKK", "EUR", "HUF", "RON");
        figures.forEach((currency, sum) -> {
            assertThat(sum.credited().add(sum.allocated()).add(sum.open()))
                    .as(currency)
                    .isEqualByComparingTo(sum.invoiced());
            assertThat(sum.ageing().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as(currency)
                    .isEqualByComparingTo(sum.open());
            assertThat(sum.unapplied().signum()).as(currency).isNotNegative();
        });
    }

    @Test
    void noInvoiceIsEverPaidBelowZeroAndAboutATenthStaysOpen() {
        Books books = wholeYear();
        assertThat(books.invoices())
                .allSatisfy(i -> assertThat(i.open().signum()).isNotNegative());
        long open = books.invoices().stream().filter(i -> i.open().signum() > 0).count();
        assertThat(open).isBetween(150L, 700L);
        assertThat(books.becameOverdue(DemoYear.LAST_WEEK)).isBetween(300L, 1500L);
    }

    @Test
    void asOfEveryDayOfTheYearNothingIsBelowZeroAndTheLastDayIsTheYearsEnd() {
        Books books = wholeYear();
        LocalDate end = DemoYear.date(DemoYear.LAST_WEEK);
        for (LocalDate day = DemoYear.date(0); !day.isAfter(end); day = day.plusDays(1)) {
            LocalDate asOf = day;
            assertThat(books.invoices())
                    .allSatisfy(i -> assertThat(i.openOn(asOf)).isNotNegative());
            assertThat(books.pastFigures(asOf)).allSatisfy((currency, past) -> assertThat(past.unapplied())
                    .as(currency + " " + asOf)
                    .isNotNegative());
        }
        Map<String, Figures> figures = books.figures(end);
        books.pastFigures(end).forEach((currency, past) -> {
            assertThat(past.open()).isEqualByComparingTo(figures.get(currency).open());
            assertThat(past.unapplied())
                    .isEqualByComparingTo(figures.get(currency).unapplied());
        });
    }

    private static Books wholeYear() {
        Books books = new Books(DATA.customersById());
        for (int week = 0; week <= DemoYear.LAST_WEEK; week++) {
            books.post(WeekPlan.of(DATA, week));
        }
        return books;
    }
}
