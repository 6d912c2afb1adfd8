package io.receivables.invoicing.inbound.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Json;
import io.receivables.testkit.TopicFeeder;
import io.receivables.testkit.TopicProbe;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invoices are compared with what payment-service states, and stated themselves after checking that they add up. */
@QuarkusTest
class ReconciliationIT extends InvoicingIT {
    @Test
    void whatAnInvoiceSaysIsOwedIsSetRightAndALostPaymentIsAnnounced() throws SQLException {
        registerCustomer();
        String seller = seller();
        String wrong = issuedWithItem(seller);
        String lost = issuedWithItem(seller);
        String fine = issuedWithItem(seller);
        Database.change(tenant, "update invoices set open_amount = 1 where id = '" + wrong + "'");

        var books = state(List.of(
                item(wrong, "186.10", "OPEN", 1), item(lost, "0.00", "SETTLED", 2), item(fine, "186.10", "OPEN", 1)));
        var differences = differences(books);

        assertThat(differences.findValuesAsText("kind")).containsExactlyInAnyOrder("WRONG_CONTENT", "BEHIND");
        assertThat(differences.findValuesAsText("state")).containsExactly("HEALED", "HEALED");
        assertThat(Database.texts(tenant, "select open_amount from invoices where id = '" + wrong + "'"))
                .containsExactly("186.1000");
        assertThat(status(lost)).isEqualTo("PAID");
        assertThat(Database.texts(
                        tenant, "select type from outbox where aggregate_id = '" + lost + "' order by position"))
                .containsExactly("InvoiceIssued.v1", "InvoicePaid.v1");
        openItem(lost, 3, "186.10", "OPEN", "REVERSED", "2026-05-04");
        Awaits.until("open again", () -> !status(lost).equals("PAID"));
    }

    @Test
    void issuedInvoicesAreStatedAndAWrongSumIsReported() throws SQLException {
        registerCustomer();
        String seller = seller();
        String first = issued(invoice(seller));
        String second = issued(invoice(seller));
        var run = awaitCompleted(start());
        assertThat(run.path("items").asInt()).isEqualTo(2);
        assertThat(run.path("differences").asInt()).isZero();
        try (var topic = TopicProbe.on("receivables.invoicing.books")) {
            var parts = topic.awaitCount(
                    tenant, UUID.fromString(run.path("reconciliationId").asText()), 2);
            parts.forEach(EventContracts::assertValid);
            assertThat(parts.get(0).data().path("items").findValuesAsText("invoiceId"))
                    .containsExactly(first, second);
        }

        Database.change(tenant, "update invoices set credited_total = 1 where id = '" + first + "'");
        Database.change(tenant, "update numbering_series set last_number = 3 where document_type = 'INVOICE'");
        var found = differences(
                UUID.fromString(awaitCompleted(start()).path("reconciliationId").asText()));
        assertThat(found.findValuesAsText("copy")).containsExactlyInAnyOrder("creditedAmount", "lastNumber");
        assertThat(found.findValuesAsText("kind")).containsOnly("OWN_SUM");
    }

    private String issuedWithItem(String seller) {
        String id = issued(invoice(seller));
        openItem(id, 1, "186.10", "OPEN", "ISSUED", "2026-05-01");
        Awaits.until(
                "item of " + id,
                () -> Database.number(
                                tenant,
                                "select count(*) from inbox_positions where topic = 'receivables.payment.open-items'"
                                        + " and sequence = 1 and aggregate_id = '" + id + "'")
                        == 1);
        return id;
    }

    private JsonNode start() {
        return Json.parse(command("finance").post("/v1/reconciliations").asString());
    }

    private JsonNode awaitCompleted(JsonNode run) {
        return awaitCompleted(UUID.fromString(run.path("reconciliationId").asText()));
    }

    private JsonNode awaitCompleted(UUID run) {
        String path = "/v1/reconciliations/" + run;
        Awaits.until(
                "the end of " + path, () -> read(path).path("state").asText().equals("COMPLETED"));
        return read(path);
    }

    private JsonNode differences(UUID run) {
        return read("/v1/reconciliations/" + run + "/differences").path("items");
    }

    private JsonNode read(String path) {
        return Json.parse(as("finance").get(path).asString());
    }

    private static JsonNode item(String invoice, String open, String status, long version) {
        var item = (com.fasterxml.jackson.databind.node.ObjectNode)
                EventContracts.example("OpenItemsStated.v1").path("items").get(0);
        return item.put("invoiceId", invoice)
                .put("openAmount", open)
                .put("status", status)
                .put("openItemVersion", version);
    }

    /** Payment-service states these items; waits until the invoices are compared and settled. */
    private UUID state(List<JsonNode> items) {
        UUID run = Ids.next();
        var part = EventContracts.example("OpenItemsStated.v1").put("runId", run.toString());
        part.remove("toId");
        part.putArray("items").addAll(items);
        var closed = EventContracts.example("BooksClosed.v1").put("runId", run.toString());
        try (var others = TopicFeeder.forTenant(tenant)) {
            others.send("OpenItemsStated.v1", run, 1, part);
            others.event("BooksClosed.v1", run, 2, closed)
                    .on("receivables.payment.books")
                    .send();
        }
        awaitCompleted(run);
        return run;
    }
}
