package io.receivables.reporting.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CounterIT extends ReportingTest {
    /** F9 */
    @Test
    void countersOfIssuedPaidAndOverdueEqualTheDocuments() {
        var business = new Business();
        var random = new Random(9);
        var customer = business.customer("Ana");
        int reminders = 0;
        for (int i = 0; i < 60; i++) {
            var invoice =
                    business.issue(customer, i % 3 == 0 ? "HUF" : "EUR", (10 + i) + ".50", "2026-01-01", "2026-01-31");
            if (random.nextInt(3) == 0) {
                business.overdue(invoice);
                business.remind(invoice);
                reminders += invoice.currency.equals("EUR") ? 1 : 0;
            }
            if (random.nextInt(2) == 0) {
                var amount = invoice.open().toPlainString();
                var payment = business.receive(Optional.of(customer), invoice.currency, amount, "2026-02-01");
                business.allocate(payment, invoice, amount, "2026-02-01");
                if (random.nextInt(4) == 0) {
                    business.reverse(payment, "2026-02-05");
                }
            }
        }
        business.credit(business.invoices().get(1), "1.00", "2026-02-02");
        play(business);

        var counters = get("/v1/reports/counters?currency=EUR");
        check(
                counters.getInt("currencies[0].issued.count"),
                counters.getString("currencies[0].issued.amount"),
                business,
                invoice -> true);
        check(
                counters.getInt("currencies[0].paid.count"),
                counters.getString("currencies[0].paid.amount"),
                business,
                invoice -> invoice.status.equals("PAID"));
        check(
                counters.getInt("currencies[0].overdue.count"),
                counters.getString("currencies[0].overdue.amount"),
                business,
                invoice -> invoice.status.equals("OVERDUE"));
        assertThat(counters.getInt("currencies[0].credited.count")).isEqualTo(1);
        assertThat(counters.getString("currencies[0].credited.amount")).isEqualTo("1.00");
        assertThat(counters.getInt("currencies[0].reminded.count")).isEqualTo(reminders);
        assertThat(counters.getInt("currencies[0].reminded.invoices")).isEqualTo(reminders);
        var open = business.invoices().stream()
                .filter(i -> i.currency.equals("EUR") && i.open().signum() != 0)
                .toList();
        assertThat(counters.getInt("currencies[0].open.count")).isEqualTo(open.size());
        assertThat(counters.getString("currencies[0].open.amount"))
                .isEqualTo(open.stream()
                        .map(Business.Invoice::open)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .toPlainString());
    }

    @Test
    void anInvoiceThatWasCreditedInFullIsNeitherOverdueNorPaid() {
        var business = new Business();
        var customer = business.customer("Ana");
        var credited = business.issue(customer, "EUR", "10.00", "2026-01-01", "2026-01-31", Optional.of("SO-9"));
        business.overdue(credited);
        business.creditFully(credited, "2026-02-02");
        business.overdue(business.issue(customer, "EUR", "20.00", "2026-01-01", "2026-01-31"));
        play(business);

        var counters = get("/v1/reports/counters");
        assertThat(counters.getInt("currencies[0].overdue.count")).isEqualTo(1);
        assertThat(counters.getString("currencies[0].overdue.amount")).isEqualTo("20.00");
        assertThat(counters.getInt("currencies[0].paid.count")).isZero();
        assertThat(counters.getInt("currencies[0].credited.count")).isEqualTo(1);
        assertThat(get("/v1/orders/SO-9").getString("invoices[0].status")).isEqualTo("CREDITED");
    }

    @Test
    void aPeriodCountsWhatFellIntoIt() {
        var business = new Business();
        var customer = business.customer("Ana");
        business.issue(customer, "EUR", "1.00", "2026-01-31", "2026-02-28");
        business.issue(customer, "EUR", "2.00", "2026-02-01", "2026-02-28");
        business.issue(customer, "EUR", "4.00", "2026-02-28", "2026-03-28");
        business.issue(customer, "EUR", "8.00", "2026-03-01", "2026-03-31");
        play(business);

        var february = get("/v1/reports/counters?from=2026-02-01&to=2026-02-28");
        assertThat(february.getInt("currencies[0].issued.count")).isEqualTo(2);
        assertThat(february.getString("currencies[0].issued.amount")).isEqualTo("6.00");
        assertThat(february.getString("currencies[0].open.amount")).isEqualTo("15.00");
    }

    private static void check(int count, String sum, Business business, Predicate<Business.Invoice> which) {
        var expected = business.invoices().stream()
                .filter(i -> i.currency.equals("EUR"))
                .filter(which)
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(count).isEqualTo(expected.size());
        assertThat(sum)
                .isEqualTo(expected.stream()
                        .map(i -> i.total)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .toPlainString());
    }
}
