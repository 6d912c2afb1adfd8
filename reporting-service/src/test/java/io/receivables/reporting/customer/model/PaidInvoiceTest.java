package io.receivables.reporting.customer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaidInvoiceTest {
    private static final LocalDate DUE = LocalDate.of(2026, 3, 31);

    @Test
    void daysLateCountFromTheDueDateAndAreNegativeBeforeIt() {
        assertThat(PaidInvoice.daysLate(DUE, DUE)).isZero();
        assertThat(PaidInvoice.daysLate(DUE, DUE.plusDays(1))).isEqualTo(1);
        assertThat(PaidInvoice.daysLate(DUE, DUE.minusDays(3))).isEqualTo(-3);
    }

    @Test
    void theAverageIsWeightedByAmount() {
        var parts = List.of(
                new PaidInvoice("EUR", DUE, DUE.plusDays(10), new BigDecimal("900.00")),
                new PaidInvoice("EUR", DUE, DUE.plusDays(40), new BigDecimal("100.00")));

        assertThat(PaidInvoice.averageDaysLate(parts)).contains(new BigDecimal("13.0"));
        assertThat(PaidInvoice.averageDaysLate(List.of())).isEmpty();
    }
}
