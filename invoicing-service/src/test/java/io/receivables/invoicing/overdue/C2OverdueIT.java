package io.receivables.invoicing.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.invoicing.invoice.Parallel;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Acceptance C2. */
@QuarkusTest
class C2OverdueIT extends InvoicingIT {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    /** End of 15 May 2026 in Shanghai. */
    private static final Instant END_OF_DUE_DATE = Instant.parse("2026-05-15T16:00:00Z");

    @Inject
    OverdueSweep sweep;

    @Test
    void c2OneSecondAfterTheEndOfTheDueDateInTheDebtorsZoneTheInvoiceIsOverdueAndAnnouncedOnce() {
        clock(1, START, START);
        registerCustomer(customer, "Asia/Shanghai", "NET", 14);
        String id = issued(invoice(seller()));

        clock(2, START, END_OF_DUE_DATE.minusSeconds(1));
        sweep.sweep(tenant).await().atMost(Duration.ofSeconds(30));
        assertThat(status(id)).isEqualTo("ISSUED");

        clock(3, END_OF_DUE_DATE.minusSeconds(1), END_OF_DUE_DATE.plusSeconds(1));
        Awaits.until("overdue", () -> status(id).equals("OVERDUE"));
        for (int i = 0; i < 3; i++) {
            sweep.sweepAll().await().atMost(Duration.ofSeconds(30));
        }

        try (var published = TopicProbe.on(TOPIC)) {
            var event = published.await(tenant, UUID.fromString(id), "InvoiceOverdue.v1");
            EventContracts.assertValid(event);
            assertThat(event.data().path("overdueAt").asText()).isEqualTo("2026-05-15T16:00:00Z");
            assertThat(event.data().path("openAmount").asText()).isEqualTo("186.10");
            assertThat(event.time()).isEqualTo(END_OF_DUE_DATE.plusSeconds(1));
            assertThat(published.events(tenant))
                    .extracting(ObservedEvent::type)
                    .containsExactly("InvoiceIssued.v1", "InvoiceOverdue.v1");
        }
        as("sales")
                .get("/v1/invoices?status=OVERDUE")
                .then()
                .body("items.invoiceId", org.hamcrest.Matchers.equalTo(List.of(id)));
    }

    @Test
    void sweepsThatRunAtOnceAnnounceEveryInvoiceExactlyOnce() throws Exception {
        clock(1, START, START);
        registerCustomer();
        var seller = seller();
        Parallel.run(8, 60, i -> issued(invoice(seller)));
        Database.change(
                "*", "update tenant_clocks set now = '2026-07-01T00:00:00Z' where tenant_id = '" + tenant + "'");

        var counts = Parallel.run(8, 16, i -> sweep.sweep(tenant).await().atMost(Duration.ofSeconds(60)));

        // The job may have taken some, and not have committed them yet.
        Awaits.until(
                "all are overdue",
                () -> Database.number(tenant, "select count(*) from invoices where status = 'OVERDUE'") == 60);
        assertThat(Database.number(tenant, "select count(*) from outbox where type = 'InvoiceOverdue.v1'"))
                .isEqualTo(60);
        assertThat(Database.number(
                        tenant, "select count(distinct aggregate_id) from outbox where type = 'InvoiceOverdue.v1'"))
                .isEqualTo(60);
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(60);
    }

    @Test
    void aProductionTenantIsSweptOnTheSystemClock() {
        registerCustomer();
        var past = invoice(seller());
        past.put("issueDate", "2026-01-10");
        past.put("dueDate", "2026-01-31");

        String id = issued(past);

        Awaits.until("overdue", () -> status(id).equals("OVERDUE"));
    }

    @Test
    void anInvoicePaidInTimeNeverBecomesOverdueAndAReopenedOneDoes() {
        clock(1, START, START);
        registerCustomer();
        String id = issued(invoice(seller()));
        openItem(id, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        openItem(id, 2, "0.00", "SETTLED", "ALLOCATED", "2026-05-02");
        Awaits.until("paid", () -> status(id).equals("PAID"));

        clock(2, START, Instant.parse("2026-08-01T00:00:00Z"));
        sweep.sweepAll().await().atMost(Duration.ofSeconds(30));
        assertThat(status(id)).isEqualTo("PAID");

        openItem(id, 3, "186.10", "OPEN", "REVERSED", "2026-08-01");
        Awaits.until("overdue", () -> status(id).equals("OVERDUE"));
        assertThat(Database.texts(tenant, "select type from outbox order by position"))
                .containsExactly("InvoiceIssued.v1", "InvoicePaid.v1", "InvoiceReopened.v1", "InvoiceOverdue.v1");
    }

    @Test
    void aPartlyPaidInvoiceIsAnnouncedWithWhatIsStillOpen() {
        clock(1, START, START);
        registerCustomer();
        String id = issued(invoice(seller()));
        openItem(id, 1, "100.10", "PARTLY_SETTLED", "ALLOCATED", "2026-05-02");
        Awaits.until("part paid", () -> status(id).equals("PARTLY_PAID"));

        clock(2, START, Instant.parse("2026-08-01T00:00:00Z"));

        Awaits.until("overdue", () -> status(id).equals("OVERDUE"));
        try (var published = TopicProbe.on(TOPIC)) {
            var event = published.await(tenant, UUID.fromString(id), "InvoiceOverdue.v1");
            assertThat(event.data().path("openAmount").asText()).isEqualTo("100.10");
            assertThat(event.data().path("openItemVersion").asLong()).isEqualTo(1);
        }
    }
}
