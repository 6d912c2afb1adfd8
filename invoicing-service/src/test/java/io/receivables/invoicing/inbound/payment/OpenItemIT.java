package io.receivables.invoicing.inbound.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenItemIT extends InvoicingIT {

    @Test
    void anInvoiceFollowsItsOpenItemFromPartPaymentToPaidAndBack() {
        registerCustomer();
        String id = issued(invoice(seller()));

        openItem(id, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        openItem(id, 2, "86.10", "PARTLY_SETTLED", "ALLOCATED", "2026-05-02");
        Awaits.until("part paid", () -> status(id).equals("PARTLY_PAID"));
        as("sales")
                .get("/v1/invoices/" + id)
                .then()
                .body("openAmount", equalTo("86.10"))
                .body("openItemVersion", equalTo(2));
        openItem(id, 3, "0.00", "SETTLED", "ALLOCATED", "2026-05-03");
        Awaits.until("paid", () -> status(id).equals("PAID"));
        as("sales").get("/v1/invoices/" + id).then().body("paidOn", equalTo("2026-05-03"));
        openItem(id, 4, "100.00", "PARTLY_SETTLED", "REVERSED", "2026-05-04");
        Awaits.until("open again", () -> status(id).equals("PARTLY_PAID"));
        as("sales").get("/v1/invoices/" + id).then().body("paidOn", nullValue());

        try (var published = TopicProbe.on(TOPIC)) {
            var events = published.awaitCount(tenant, UUID.fromString(id), 3);
            assertThat(events)
                    .extracting(ObservedEvent::type)
                    .containsExactly("InvoiceIssued.v1", "InvoicePaid.v1", "InvoiceReopened.v1");
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L);
            events.forEach(EventContracts::assertValid);
            assertThat(events.get(1).data().path("paidOn").asText()).isEqualTo("2026-05-03");
            assertThat(events.get(2).data().path("openAmount").asText()).isEqualTo("100.00");
        }
    }

    @Test
    void theFirstVersionOfAnOpenItemIsKnownBeforeItArrivesAndWritesNothing() {
        registerCustomer();
        var made = issue(invoice(seller()));
        String id = made.path("invoiceId");
        assertThat(made.<Integer>path("openItemVersion")).isEqualTo(1);

        openItem(id, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        Awaits.until(
                "applied",
                () -> Database.number(tenant, "select count(*) from inbox_positions where aggregate_id = '" + id + "'")
                        == 1);

        as("sales")
                .get("/v1/invoices/" + id)
                .then()
                .header("ETag", made.header("ETag"))
                .body("openAmount", equalTo("186.10"));
    }

    @Test
    void aHundredChangesOfOneInvoiceArriveInOrderWhateverTheBatches() {
        registerCustomer();
        String id = issued(invoice(seller()));

        IntStream.rangeClosed(1, 100)
                .forEach(v -> openItem(
                        id,
                        v,
                        v % 2 == 0 ? "0.00" : "186.10",
                        v % 2 == 0 ? "SETTLED" : "OPEN",
                        v % 2 == 0 ? "ALLOCATED" : "REVERSED",
                        "2026-05-03"));

        Awaits.until(
                "version 100", () -> as("sales").get("/v1/invoices/" + id).<Integer>path("openItemVersion") == 100);
        assertThat(Database.texts(
                        tenant, "select sequence from outbox where aggregate_id = '" + id + "' order by position"))
                .isEqualTo(IntStream.rangeClosed(1, 100)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(status(id)).isEqualTo("PAID");
    }

    @Test
    void anOpenItemOfAnUnknownInvoiceIsParkedAndOthersGoOn() {
        registerCustomer();
        String id = issued(invoice(seller()));

        openItem(UUID.randomUUID().toString(), 1, "1.00", "OPEN", "ISSUED", "2026-05-01");
        openItem(id, 1, "0.00", "SETTLED", "ALLOCATED", "2026-05-02");

        Awaits.until("paid", () -> status(id).equals("PAID"));
        Awaits.until(
                "parked",
                () -> Database.number(tenant, "select count(*) from parked_events where resolved_at is null") == 1);
    }
}
