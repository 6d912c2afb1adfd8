package io.receivables.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Json;
import io.receivables.testkit.TopicProbe;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Payment-service states its open items on demand, after checking that its own rows add up. */
@QuarkusTest
class ReconciliationIT extends PaymentIntegrationTest {
    @Test
    void everyOpenItemIsStatedInTheOrderOfItsIdAsItWasPublished() {
        var invoice = world.invoice(world.customer(), "HU-2026-0001", "100.00", "2026-02-28");
        world.invoice(world.customer(), "HU-2026-0002", "50.00", "2026-02-28");
        world.pay("70.00", "remittanceInformation", "HU-2026-0001");
        var run = awaitCompleted(start("key-1"));

        assertThat(run.path("items").asInt()).isEqualTo(2);
        assertThat(run.path("differences").asInt()).isZero();
        try (var books = TopicProbe.on("receivables.payment.books");
                var items = TopicProbe.on("receivables.payment.open-items")) {
            var parts = books.awaitCount(world.tenant(), id(run), 2);
            parts.forEach(EventContracts::assertValid);
            assertThat(parts)
                    .extracting(event -> event.sequence() + " " + event.type())
                    .containsExactly("1 OpenItemsStated.v1", "2 BooksClosed.v1");
            var stated = parts.get(0).data().path("items");
            assertThat(stated.findValuesAsText("invoiceNumber")).containsExactly("HU-2026-0001", "HU-2026-0002");
            var published =
                    items.awaitCount(world.tenant(), invoice.id(), 2).get(1).data();
            stated.get(0).properties().forEach(field -> {
                if (!field.getKey().equals("effectiveDate")) {
                    assertThat(field.getValue()).as(field.getKey()).isEqualTo(published.path(field.getKey()));
                }
            });
        }
    }

    @Test
    void theSameKeyGivesTheSameRunAndWithoutAKeyThereIsNone() {
        var first = start("key-2");
        assertThat(start("key-2").path("reconciliationId")).isEqualTo(first.path("reconciliationId"));
        awaitCompleted(first);
        assertThat(world.as("finance").post("/v1/reconciliations").statusCode()).isEqualTo(400);
        assertThat(world.as("sales")
                        .header("Idempotency-Key", "x")
                        .post("/v1/reconciliations")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Json.parse(world.get("/v1/reconciliations").asString()).path("items"))
                .hasSize(1);
    }

    @Test
    void rowsOfTheLedgerThatDoNotAddUpAreReportedAndLeftAlone() throws SQLException {
        var invoice = world.invoice(world.customer(), "HU-2026-0003", "100.00", "2026-02-28");
        var payment = world.pay("70.00", "remittanceInformation", "HU-2026-0003")
                .path("paymentId")
                .asText();
        change("update open_items set allocated_amount = 60 where invoice_id = '" + invoice.id() + "'");
        change("update payments set allocated_amount = 65, unapplied_amount = 5 where payment_id = '" + payment + "'");
        var run = awaitCompleted(start("key-3"));

        assertThat(run.path("differences").asInt()).isEqualTo(2);
        var found = Json.parse(world.get("/v1/reconciliations/" + id(run) + "/differences")
                        .asString())
                .path("items");
        assertThat(found.findValuesAsText("kind")).containsExactly("OWN_SUM", "OWN_SUM");
        assertThat(found.findValuesAsText("state")).containsExactly("OPEN", "OPEN");
        assertThat(found.findValuesAsText("itemId"))
                .containsExactlyInAnyOrder(invoice.id().toString(), payment);
        assertThat(found.get(0).at("/stated/allocatedAmount").asText()).isEqualTo("70");
        assertThat(found.get(0).at("/held/allocatedAmount").asText()).isEqualTo("60");

        change("update open_items set allocated_amount = 70 where invoice_id = '" + invoice.id() + "'");
        change("update payments set allocated_amount = 70, unapplied_amount = 0 where payment_id = '" + payment + "'");
        assertThat(awaitCompleted(start("key-4")).path("differences").asInt()).isZero();
        assertThat(Database.number(
                        world.tenant(), "select count(*) from reconciliation_differences where state = 'OPEN'"))
                .isZero();
    }

    @Test
    void anAmountThatWasNotInvoicedIsReportedAndLeftAlone() throws SQLException {
        var wrong = world.invoice(world.customer(), "HU-2026-0004", "100.00", "2026-02-28");
        var fine = world.invoice(world.customer(), "HU-2026-0005", "50.00", "2026-02-28");
        change("update open_items set original_amount = 90 where invoice_id = '" + wrong.id() + "'");
        var run = Ids.next();
        var part = EventContracts.example("InvoicesStated.v1").put("runId", run.toString());
        part.remove("toId");
        part.putArray("items").add(stated(wrong.id(), "100.00")).add(stated(fine.id(), "50.00"));
        world.feeder().send("InvoicesStated.v1", run, 1, part);
        world.feeder()
                .event(
                        "BooksClosed.v1",
                        run,
                        2,
                        EventContracts.example("BooksClosed.v1").put("runId", run.toString()))
                .on("receivables.invoicing.books")
                .send();
        var path = "/v1/reconciliations/" + run;
        Awaits.until(
                "the end of " + path,
                () -> world.get(path).statusCode() == 200
                        && world.read(path).path("state").asText().equals("COMPLETED"));

        var found = world.read(path + "/differences").path("items");
        assertThat(found.findValuesAsText("itemId")).containsExactly(wrong.id().toString());
        assertThat(found.get(0).path("kind").asText()).isEqualTo("WRONG_CONTENT");
        assertThat(found.get(0).path("state").asText()).isEqualTo("OPEN");
        assertThat(found.get(0).path("fields").path(0).asText()).isEqualTo("originalAmount");
        assertThat(world.open(wrong.id())).isEqualByComparingTo("90");
    }

    /** The invoice as invoicing-service has it. */
    private ObjectNode stated(UUID invoice, String total) {
        var item = world.read("/v1/open-items/" + invoice);
        ObjectNode stated = EventContracts.example("InvoicesStated.v1")
                .withArray("items")
                .get(0)
                .deepCopy();
        return stated.put("invoiceId", invoice.toString())
                .put("customerId", item.path("customerId").asText())
                .put("dueDate", item.path("dueDate").asText())
                .put("totalWithVat", total)
                .put("creditedAmount", "0.00")
                .put("sequence", 1);
    }

    private JsonNode start(String key) {
        var response = world.as("finance").header("Idempotency-Key", key).post("/v1/reconciliations");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return Json.parse(response.asString());
    }

    private JsonNode awaitCompleted(JsonNode run) {
        var path = "/v1/reconciliations/" + id(run);
        Awaits.until(
                "the end of " + path,
                () -> world.read(path).path("state").asText().equals("COMPLETED"));
        return world.read(path);
    }

    private static UUID id(JsonNode run) {
        return UUID.fromString(run.path("reconciliationId").asText());
    }

    private void change(String sql) throws SQLException {
        try (var connection = Database.open(world.tenant());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
            connection.commit();
        }
    }
}
