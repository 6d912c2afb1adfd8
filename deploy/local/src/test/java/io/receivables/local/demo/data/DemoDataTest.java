package io.receivables.local.demo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.iban4j.IbanUtil;
import org.junit.jupiter.api.Test;

class DemoDataTest {

    private static final DemoData DATA = DemoData.generate(DemoData.SEED);

    @Test
    void theSameSeedGivesTheSameData() {
        assertThat(DemoData.generate(DemoData.SEED)).isEqualTo(DATA);
        assertThat(DemoData.generate(DemoData.SEED + 1)).isNotEqualTo(DATA);
    }

    @Test
    void thereAreTwoHundredCustomersInSixCountriesAndTwoThousandInvoicesInFiveCurrencies() {
        assertThat(DATA.customers()).hasSize(200);
        assertThat(DATA.customers())
                .extracting(DemoCustomer::countryCode)
                .containsOnly("HU", "HR", "RO", "DK", "CN", "DE");
        assertThat(DATA.invoices()).hasSize(2000);
        assertThat(DATA.invoices()).extracting(DemoInvoice::currency).contains("EUR", "HUF", "RON", "DKK", "CNY");
        Set<Integer> weeks = DATA.invoices().stream().map(DemoInvoice::week).collect(Collectors.toSet());
        assertThat(weeks).hasSize(DemoYear.LAST_WEEK);
    }

    @Test
    void everyIbanPassesAnIndependentCheck() {
        for (DemoCustomer customer : DATA.customers()) {
            if (!customer.iban().isEmpty()) {
                assertThatCode(() -> IbanUtil.validate(customer.iban()))
                        .as(customer.iban())
                        .doesNotThrowAnyException();
            }
        }
        for (DemoSeller seller : DATA.sellers()) {
            seller.ibanByCurrency().values().forEach(IbanUtil::validate);
        }
    }

    @Test
    void everyLineHasAPositiveAmountAndARateOfItsCountry() {
        for (DemoInvoice invoice : DATA.invoices()) {
            assertThat(invoice.lines()).hasSizeBetween(1, 6);
            assertThat(invoice.totals().net()).as(invoice.externalId()).isPositive();
            assertThat(invoice.totals().gross()).hasScaleOf(2);
        }
    }

    @Test
    void thePlanHoldsEveryKindOfPaymentSomeReturnsSomeCreditsAndSomeCorrections() {
        assertThat(DATA.payments()).extracting(PlannedPayment::kind).contains(PlannedPayment.Kind.values());
        assertThat(DATA.payments()).filteredOn(p -> p.returnedOn().isPresent()).hasSizeGreaterThan(20);
        assertThat(DATA.credits()).extracting(PlannedCredit::full).contains(true, false);
        assertThat(DATA.undos()).extracting(PlannedUndo::allocatedAgain).contains(true, false);
    }

    @Test
    void noCustomerThatPaysWithoutReferenceHasTwoInvoicesDueOnOneDay() {
        var customers = DATA.customersById();
        Set<String> seen = new HashSet<>();
        for (DemoInvoice invoice : DATA.invoices()) {
            DemoCustomer customer = customers.get(invoice.customer());
            if (customer.habit() == DemoCustomer.Habit.SILENT) {
                assertThat(seen.add(customer.externalId() + customer.dueDate(invoice.issueDate())))
                        .as(invoice.externalId())
                        .isTrue();
            }
        }
        assertThat(seen).isNotEmpty();
    }

    @Test
    void noPaymentIsBookedBeforeTheWeekAfterItsLastInvoice() {
        var invoices = DATA.invoicesById();
        for (PlannedPayment payment : DATA.payments()) {
            for (String invoice : payment.invoices()) {
                assertThat(payment.week())
                        .as(payment.id())
                        .isGreaterThan(invoices.get(invoice).week());
            }
        }
    }

    @Test
    void everyPaymentAndEveryCreditNoteHappensInExactlyOneWeek() {
        Set<String> seen = new HashSet<>();
        for (int week = 0; week <= DemoYear.LAST_WEEK; week++) {
            WeekPlan plan = WeekPlan.of(DATA, week);
            for (WeekPlan.Movement movement : plan.movements()) {
                assertThat(seen.add(movement.payment().id() + movement.returned()))
                        .isTrue();
            }
        }
        long inTheYear = DATA.payments().stream()
                .filter(p -> p.week() <= DemoYear.LAST_WEEK)
                .count();
        assertThat(seen.stream().filter(s -> s.endsWith("false")).count()).isEqualTo(inTheYear);
    }

    @Test
    void vatIsRoundedOncePerRate() {
        List<DemoLine> lines = List.of(line("27"), line("27"), line("27"));
        assertThat(DemoTotals.of(lines).vat()).isEqualTo("0.08");
        assertThat(DemoTotals.of(List.of(line("25"), line("25"), line("25"))).vat())
                .isEqualTo("0.08");
    }

    private static DemoLine line(String rate) {
        return new DemoLine(
                1, "thing", BigDecimal.ONE, "C62", new BigDecimal("0.10"), BigDecimal.ZERO, new BigDecimal(rate));
    }
}
