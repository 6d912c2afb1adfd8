package io.receivables.reporting.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderIT extends ReportingTest {
    /** R3, without receipts */
    @Test
    void anOrderLeadsToItsInvoicesAndPaymentsAndTheirSumsReconcile() {
        var business = new Business();
        var ana = business.customer("Ana");
        var order = Optional.of("SO/2026 881");
        var first = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31", order);
        var second = business.issue(ana, "EUR", "50.00", "2026-01-15", "2026-02-15", order);
        business.issue(ana, "EUR", "999.00", "2026-01-15", "2026-02-15", Optional.of("SO/2026 882"));
        business.credit(second, "10.00", "2026-01-20");
        var payment = business.receive(Optional.of(ana), "EUR", "125.00", "2026-02-01");
        business.allocate(payment, first, "100.00", "2026-02-01");
        var part = business.allocate(payment, second, "25.00", "2026-02-01");
        business.deallocate(payment, part, "5.00", "2026-02-03");
        play(business);

        var chain = get("/v1/orders/{order}", "SO/2026 881");
        assertThat(chain.getList("invoices.invoiceId")).containsExactly(first.id.toString(), second.id.toString());
        assertThat(chain.getList("invoices.status")).containsExactly("PAID", "PARTLY_PAID");
        assertThat(chain.getString("invoices[1].creditNotes[0].total")).isEqualTo("10.00");
        assertThat(chain.getString("invoices[1].payments[0].paymentId")).isEqualTo(payment.id.toString());
        assertThat(chain.getString("invoices[1].payments[0].amount")).isEqualTo("20.00");
        assertThat(chain.getString("invoices[1].payments[0].released")).isEqualTo("5.00");
        assertThat(chain.getString("sums[0].invoiced")).isEqualTo("150.00");
        assertThat(chain.getString("sums[0].credited")).isEqualTo("10.00");
        assertThat(chain.getString("sums[0].paid")).isEqualTo("120.00");
        assertThat(chain.getString("sums[0].open")).isEqualTo("20.00");
        assertThat(chain.getString("sums[0].difference")).isEqualTo("0.00");
        assertThat(chain.getBoolean("sums[0].reconciled")).isTrue();
    }

    @Test
    void anOrderWhoseOpenItemIsStillOnItsWayIsNotCalledReconciled() {
        var business = new Business();
        business.issue(business.customer("Ana"), "EUR", "100.00", "2026-01-01", "2026-01-31", Optional.of("SO-1"));
        var events = business.events().stream()
                .filter(event -> !event.type().startsWith("OpenItem"))
                .toList();
        play(tenant, events, 0);

        var chain = get("/v1/orders/SO-1");
        assertThat(chain.getBoolean("sums[0].reconciled")).isFalse();
        assertThat(chain.getString("sums[0].difference")).isEqualTo("100.00");
    }

    @Test
    void anUnknownOrderIsRefused() {
        as("sales").get("/v1/orders/SO-none").then().statusCode(404).body("code", equalTo("order_not_found"));
    }
}
