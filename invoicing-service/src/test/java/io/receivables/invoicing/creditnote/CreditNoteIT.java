package io.receivables.invoicing.creditnote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.invoicing.invoice.Parallel;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CreditNoteIT extends InvoicingIT {

    private Response credit(String invoice, Map<String, Object> body) {
        return command("finance").body(body).post("/v1/invoices/" + invoice + "/credit-notes");
    }

    private static Map<String, Object> part(int line, String quantity) {
        return Map.of("reason", "Goods returned", "lines", List.of(Map.of("lineNumber", line, "quantity", quantity)));
    }

    @Test
    void partsAndThenTheRestAreCreditedToExactlyZero() {
        registerCustomer();
        String id = issued(invoice(seller()));

        String note = credit(id, part(1, "1"))
                .then()
                .statusCode(201)
                .body("number", equalTo("CN-000001"))
                .body("documentType", equalTo("381"))
                .body("invoiceNumber", equalTo("INV-000001"))
                .body("full", equalTo(false))
                .body("totals.totalWithVat", equalTo("31.75"))
                .extract()
                .path("creditNoteId");
        credit(id, Map.of("reason", "Rest", "full", true))
                .then()
                .statusCode(201)
                .body("number", equalTo("CN-000002"))
                .body("full", equalTo(true))
                .body("totals.totalWithVat", equalTo("154.35"))
                .body("lines", hasSize(3));

        as("sales")
                .get("/v1/invoices/" + id)
                .then()
                .body("status", equalTo("CREDITED"))
                .body("creditedTotal", equalTo("186.10"));
        as("sales")
                .get("/v1/credit-notes/" + note)
                .then()
                .statusCode(200)
                .body("number", equalTo("CN-000001"))
                .body("lines[0].netAmount", equalTo("25.00"));
        as("sales")
                .get("/v1/credit-notes?invoiceId=" + id)
                .then()
                .body("items.number", equalTo(List.of("CN-000002", "CN-000001")));
        credit(id, Map.of("reason", "More", "full", true))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice_fully_credited"));
        assertThat(Database.number(
                        tenant, "select last_number from numbering_series where document_type = 'CREDIT_NOTE'"))
                .isEqualTo(2);
        try (var published = TopicProbe.on(TOPIC)) {
            var events = published.awaitCount(tenant, UUID.fromString(id), 3);
            assertThat(events)
                    .extracting(ObservedEvent::type)
                    .containsExactly("InvoiceIssued.v1", "CreditNoteIssued.v1", "CreditNoteIssued.v1");
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L);
            events.forEach(EventContracts::assertValid);
            assertThat(events.get(2).data().path("full").asBoolean()).isTrue();
        }
    }

    @Test
    void concurrentCreditsNeverTakeMoreThanTheInvoiceHas() throws Exception {
        registerCustomer();
        String id = issued(invoice(seller()));

        var answers = Parallel.run(12, 24, i -> credit(id, part(1, "1")).statusCode());

        assertThat(answers.stream().filter(s -> s == 201)).hasSize(4);
        assertThat(answers.stream().filter(s -> s == 422)).hasSize(20);
        assertThat(Database.texts(tenant, "select number from credit_notes order by number"))
                .containsExactly("CN-000001", "CN-000002", "CN-000003", "CN-000004");
        assertThat(new BigDecimal(Database.texts(tenant, "select sum(total_with_vat) from credit_notes")
                        .get(0)))
                .isEqualByComparingTo("127.00");
    }

    @Test
    void whatCannotBeCreditedIsRefusedAndChangesNothing() {
        registerCustomer();
        var seller = seller();
        String id = issued(invoice(seller));
        String draft =
                command("finance").body(invoice(seller)).post("/v1/invoices").path("invoiceId");
        var before = Database.state(tenant);

        refused(credit(id, part(1, "4.000001")), 422, "credit_exceeds_remaining");
        refused(credit(id, part(9, "1")), 422, "invoice_line_unknown");
        refused(credit(id, part(1, "-1")), 400, "validation_failed");
        refused(credit(id, Map.of("reason", "x")), 400, "validation_failed");
        refused(credit(id, Map.of("full", true)), 400, "validation_failed");
        refused(
                credit(id, Map.of("reason", "x", "lines", List.of(Map.of("lineNumber", 1, "amount", "1.005")))),
                400,
                "amount_too_precise");
        refused(credit(draft, part(1, "1")), 409, "invoice_not_issued");
        refused(credit(UUID.randomUUID().toString(), part(1, "1")), 404, "not_found");

        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    @Test
    void theDatabaseItselfRefusesToChangeACreditNote() {
        registerCustomer();
        credit(issued(invoice(seller())), part(1, "1")).then().statusCode(201);

        for (var sql : List.of("update credit_notes set reason = 'x'", "delete from credit_note_lines")) {
            Assertions.assertThatThrownBy(() -> Database.change(tenant, sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("credit notes cannot be changed");
        }
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode() + " " + answer.path("code")).isEqualTo(status + " " + code);
    }
}
