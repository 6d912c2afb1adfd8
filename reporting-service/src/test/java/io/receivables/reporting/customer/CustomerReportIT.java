package io.receivables.reporting.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerReportIT extends ReportingTest {
    /** R16 */
    @Test
    void theHistoryListsEachPaymentItsAllocationsAndDaysLatePerInvoice() {
        var business = new Business();
        var ana = business.customer("Ana");
        var first = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        var second = business.issue(ana, "EUR", "300.00", "2026-01-01", "2026-02-28");
        var early = business.receive(Optional.of(ana), "EUR", "350.00", "2026-02-10");
        business.allocate(early, first, "100.00", "2026-02-10");
        var taken = business.allocate(early, second, "240.00", "2026-02-10");
        business.deallocate(early, taken, "40.00", "2026-02-12");
        var returned = business.receive(Optional.of(ana), "EUR", "100.00", "2026-03-05");
        business.allocate(returned, second, "100.00", "2026-03-05");
        business.reverse(returned, "2026-03-07");
        play(business);

        var history = get("/v1/customers/" + ana + "/history");
        assertThat(history.getString("name")).isEqualTo("Ana");
        assertThat(history.getList("payments.items.paymentId"))
                .containsExactly(returned.id.toString(), early.id.toString());
        assertThat(history.getString("payments.items[0].reversal.on")).isEqualTo("2026-03-07");
        assertThat(history.getString("payments.items[0].reversal.returnReasonCode"))
                .isEqualTo("AC04");
        assertThat(history.getString("payments.items[0].allocations[0].released.amount"))
                .isEqualTo("100.00");
        assertThat(history.getInt("payments.items[0].allocations[0].daysLate")).isEqualTo(5);
        assertThat(history.getString("payments.items[1].unapplied.amount")).isEqualTo("50.00");
        var allocations = "payments.items[1].allocations.find { it.invoiceId == '%s' }.%s";
        assertThat(history.getInt(allocations.formatted(first.id, "daysLate"))).isEqualTo(10);
        assertThat(history.getInt(allocations.formatted(second.id, "daysLate"))).isEqualTo(-18);
        assertThat(history.getString(allocations.formatted(second.id, "released.amount")))
                .isEqualTo("40.00");
        assertThat(history.getString(allocations.formatted(second.id, "releaseReason")))
                .isNotBlank();
        // (100 x 10 + 200 x -18) / 300
        assertThat(history.getString("habits[0].averageDaysLate")).isEqualTo("-8.7");
        assertThat(history.getString("habits[0].paid")).isEqualTo("300.00");
    }

    @Test
    void aPaymentBySomebodyElseIsInTheHistoryOfWhoseInvoiceItSettled() {
        var business = new Business();
        var ana = business.customer("Ana");
        var mother = business.customer("Mother company");
        var invoice = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        var payment = business.receive(Optional.of(mother), "EUR", "100.00", "2026-01-31");
        business.allocate(payment, invoice, "100.00", "2026-01-31");
        play(business);

        for (var customer : new UUID[] {ana, mother}) {
            var history = get("/v1/customers/" + customer + "/history");
            assertThat(history.getList("payments.items.payerCustomerId")).containsExactly(mother.toString());
        }
        assertThat(get("/v1/customers/" + mother + "/balance?asOf=2026-02-01").getList("balances"))
                .isEmpty();
    }

    @Test
    void theHistoryCanBeReadPageByPage() {
        var business = new Business();
        var ana = business.customer("Ana");
        for (int day = 1; day <= 9; day++) {
            business.receive(Optional.of(ana), "EUR", day + ".00", "2026-01-0" + (1 + day / 2));
        }
        play(business);

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = get("/v1/customers/" + ana + "/history?limit=2&cursor=" + cursor);
            seen.addAll(page.getList("payments.items.paymentId"));
            cursor = page.getString("payments.nextCursor");
        } while (cursor != null);
        assertThat(seen).hasSize(9).doesNotHaveDuplicates();
        assertThat(seen)
                .containsExactlyElementsOf(
                        get("/v1/customers/" + ana + "/history").getList("payments.items.paymentId"));
    }

    @Test
    void theBalanceIsGivenByCurrencyAsOfAnyDay() {
        var business = new Business();
        var ana = business.customer("Ana");
        business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        business.issue(ana, "HUF", "25000.00", "2026-01-05", "2026-02-28");
        business.receive(Optional.of(ana), "EUR", "30.00", "2026-02-05");
        play(business);

        var balance = get("/v1/customers/" + ana + "/balance?asOf=2026-02-10");
        assertThat(balance.getList("balances.currency")).containsExactly("EUR", "HUF");
        assertThat(balance.getList("balances.balance")).containsExactly("70.00", "25000.00");
        assertThat(balance.getList("balances.overdue")).containsExactly("100.00", "0.00");
        assertThat(balance.getList("balances.oldestDueDate")).containsExactly("2026-01-31", "2026-02-28");
        assertThat(get("/v1/customers/" + ana + "/balance?asOf=2026-01-01").getList("balances.balance"))
                .containsExactly("100.00");
    }

    @Test
    void aCustomerNobodyHasHeardOfIsRefused() {
        as("sales")
                .get("/v1/customers/" + UUID.randomUUID() + "/balance")
                .then()
                .statusCode(404)
                .body("code", equalTo("customer_not_found"));
    }
}
