package io.receivables.invoicing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.TopicProbe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IssueInvoiceIT extends InvoicingIT {

    @Test
    void anInvoiceIsIssuedInOneCallAndItsEventIsValid() {
        registerCustomer();
        var body = invoice(seller());
        body.put("orderReference", "SO-1");

        var response = issue(body)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("number", equalTo("INV-000001"))
                .body("status", equalTo("ISSUED"))
                .body("totals.totalWithoutVat", equalTo("150.00"))
                .body("totals.totalVat", equalTo("36.10"))
                .body("totals.totalWithVat", equalTo("186.10"))
                .body("openAmount", equalTo("186.10"))
                .body("paymentTerms.days", equalTo(30))
                .extract();

        UUID id = UUID.fromString(response.path("invoiceId"));
        assertThat(response.<String>path("paymentReference")).matches("RF[0-9]{2}INV000001");
        try (var published = TopicProbe.on(TOPIC)) {
            var event = published.await(tenant, id, "InvoiceIssued.v1");
            EventContracts.assertValid(event);
            assertThat(event.sequence()).isEqualTo(1);
            assertThat(event.data().path("number").asText()).isEqualTo("INV-000001");
            assertThat(event.data().path("orderReference").asText()).isEqualTo("SO-1");
            assertThat(event.data().path("lines")).hasSize(3);
            assertThat(event.data().path("customer").path("timeZone").asText()).isEqualTo("Europe/Zagreb");
            assertThat(event.data().path("dueDate").asText()).isEqualTo(response.path("dueDate"));
        }
        as("sales").get("/v1/invoices/" + id).then().statusCode(200).body("number", equalTo("INV-000001"));
    }

    @Test
    void aDraftCanBeChangedAndDiscardedUntilItIsIssued() {
        registerCustomer();
        var seller = seller();
        var draft = command("finance")
                .body(invoice(seller))
                .post("/v1/invoices")
                .then()
                .statusCode(201)
                .body("status", equalTo("DRAFT"))
                .body("number", nullValue())
                .extract();
        String id = draft.path("invoiceId");

        var changed = invoice(seller);
        changed.put("lines", List.of(line("1", "1000.00", "27")));
        as("finance").body(changed).put("/v1/invoices/" + id).then().statusCode(428);
        as("finance")
                .header("If-Match", "\"7\"")
                .body(changed)
                .put("/v1/invoices/" + id)
                .then()
                .statusCode(412);
        as("finance")
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/invoices/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("lines", hasSize(1))
                .body("totals.totalWithVat", equalTo("1270.00"));
        command("finance")
                .post("/v1/invoices/" + id + "/issues")
                .then()
                .statusCode(200)
                .body("number", equalTo("INV-000001"))
                .body("version", equalTo(3));
        as("finance").get("/v1/invoices/" + id).then().header("ETag", "\"3\"").body("status", equalTo("ISSUED"));

        as("finance")
                .header("If-Match", "\"3\"")
                .body(changed)
                .put("/v1/invoices/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice_immutable"));
        as("finance")
                .header("If-Match", "\"3\"")
                .delete("/v1/invoices/" + id)
                .then()
                .statusCode(409);
        command("finance")
                .post("/v1/invoices/" + id + "/issues")
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice_immutable"));

        String other =
                command("finance").body(invoice(seller)).post("/v1/invoices").path("invoiceId");
        as("finance")
                .header("If-Match", "\"1\"")
                .delete("/v1/invoices/" + other)
                .then()
                .statusCode(204);
        as("finance").get("/v1/invoices/" + other).then().statusCode(404);
    }

    @Test
    void theDatabaseItselfRefusesToChangeAnIssuedInvoice() {
        registerCustomer();
        var id = issued(invoice(seller()));

        for (var sql : List.of(
                "update invoices set total_with_vat = total_with_vat where id = '" + id + "'",
                "delete from invoices where id = '" + id + "'",
                "update invoice_lines set description = 'x' where invoice_id = '" + id + "'",
                "delete from invoice_lines where invoice_id = '" + id + "'")) {
            Assertions.assertThatThrownBy(() -> Database.change(tenant, sql))
                    .as(sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("issued");
        }
    }

    @Test
    void f18EveryLineExplainsPeriodQuantityUnitPriceDiscountAndTax() {
        registerCustomer();
        var line = line("3", "33.333333", "27");
        line.put("allowancePercent", "12.5");
        line.put("allowanceReason", "Framework contract");
        line.put("period", java.util.Map.of("from", "2026-04-01", "to", "2026-04-30"));
        var body = invoice(seller());
        body.put("lines", List.of(line));

        as("analyst")
                .get("/v1/invoices/" + issued(body))
                .then()
                .statusCode(200)
                .body("lines[0].netAmount", equalTo("87.50"))
                .body("lines[0].explanation.period.from", equalTo("2026-04-01"))
                .body("lines[0].explanation.steps.name", equalTo(List.of("gross", "allowance", "net")))
                .body("lines[0].explanation.steps[0].expression", equalTo("3 HUR * 33.333333"))
                .body("lines[0].explanation.steps[0].exact", equalTo("99.999999"))
                .body("lines[0].explanation.steps[0].amount", equalTo("100.00"))
                .body("lines[0].explanation.steps[1].expression", equalTo("100.00 * 12.5 / 100"))
                .body("lines[0].explanation.steps[1].rule", equalTo("BT-136: Framework contract"))
                .body("lines[0].explanation.steps[2].amount", equalTo("87.50"))
                .body("lines[0].explanation.tax.rate", equalTo("27"))
                .body("lines[0].explanation.tax.groupTaxAmount", equalTo("23.63"))
                .body("lines[0].explanation.tax.rule", notNullValue());
    }

    @Test
    void dueDatesFollowTheCustomersTermsUnlessTheRequestSaysOtherwise() {
        registerCustomer(customer, "Asia/Shanghai", "END_OF_MONTH", 15);
        var seller = seller();
        var byTerms = invoice(seller);
        byTerms.put("issueDate", "2026-01-20");
        var byDate = invoice(seller);
        byDate.put("issueDate", "2026-01-20");
        byDate.put("dueDate", "2026-01-21");
        var byOwnTerms = invoice(seller);
        byOwnTerms.put("issueDate", "2026-01-20");
        byOwnTerms.put("paymentTerms", java.util.Map.of("kind", "NET", "days", 8));

        issue(byTerms).then().body("dueDate", equalTo("2026-02-15")).body("overdueAt", equalTo("2026-02-15T16:00:00Z"));
        issue(byDate).then().body("dueDate", equalTo("2026-01-21"));
        issue(byOwnTerms).then().body("dueDate", equalTo("2026-01-28"));
    }

    @Test
    void vatRatesAreDatedDataThatAnAdministratorAddsWithoutDeployment() {
        registerCustomer();
        var seller = seller();
        var body = invoice(seller);
        body.put("lines", List.of(line("1", "100.00", "28")));
        issue(body)
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown_vat_rate"))
                .body("errors[0].field", equalTo("lines[0].vatRate"));

        var rate = java.util.Map.of("country", "HU", "category", "S", "rate", "28", "validFrom", "2026-01-01");
        command("finance").body(rate).post("/v1/vat-rates").then().statusCode(403);
        command("admin").body(rate).post("/v1/vat-rates").then().statusCode(201);
        command("admin")
                .body(rate)
                .post("/v1/vat-rates")
                .then()
                .statusCode(409)
                .body("code", equalTo("vat_rate_exists"));

        issue(body).then().statusCode(201).body("totals.totalVat", equalTo("28.00"));
        body.put("issueDate", "2025-12-31");
        issue(body).then().statusCode(422).body("code", equalTo("unknown_vat_rate"));
        assertThat(as("sales").get("/v1/vat-rates?country=RO&on=2025-07-31").<List<String>>path("items.rate"))
                .containsExactlyInAnyOrder("19", "9", "5");
        assertThat(as("sales").get("/v1/vat-rates?country=RO&on=2025-08-01").<List<String>>path("items.rate"))
                .containsExactlyInAnyOrder("21", "11");
    }

    @Test
    void anExternalIdIsAnIdempotentUpsert() {
        registerCustomer();
        var body = invoice(seller());
        body.put("externalId", "ERP-1");
        String id = issued(body);

        issue(body).then().statusCode(200).body("invoiceId", equalTo(id));
        body.put("note", "something else");
        issue(body)
                .then()
                .statusCode(409)
                .body("code", equalTo("external_id_conflict"))
                .body("errors[0].field", equalTo("externalId"));
        as("sales").get("/v1/invoices?externalId=ERP-1").then().body("items.invoiceId", equalTo(List.of(id)));
        assertThat(Database.number(tenant, "select last_number from numbering_series where document_type = 'INVOICE'"))
                .isEqualTo(1);
    }

    @Test
    void sixteenSendersOfOneExternalIdMakeOneInvoice() throws Exception {
        registerCustomer();
        var body = invoice(seller());
        body.put("externalId", "ERP-RACE");

        var ids = Parallel.run(16, 16, i -> issue(body).then().extract().<String>path("invoiceId"));

        assertThat(ids).doesNotContainNull();
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(Database.number(tenant, "select count(*) from outbox")).isEqualTo(1);
        assertThat(Database.number(tenant, "select last_number from numbering_series where document_type = 'INVOICE'"))
                .isEqualTo(1);
    }

    @Test
    void listsArePagedByCursorAndFiltered() {
        registerCustomer();
        var seller = seller();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var body = invoice(seller);
            body.put("issueDate", "2026-01-1" + (4 - i));
            body.put("orderReference", i < 2 ? "SO-A" : "SO-B");
            ids.add(0, issued(body));
        }

        var first =
                as("sales").get("/v1/invoices?limit=3").then().statusCode(200).extract();
        String cursor = first.path("nextCursor");
        var second = as("sales")
                .queryParam("cursor", cursor)
                .get("/v1/invoices?limit=3")
                .then()
                .extract();

        var read = new ArrayList<String>(first.<List<String>>path("items.invoiceId"));
        read.addAll(second.<List<String>>path("items.invoiceId"));
        assertThat(read).isEqualTo(ids);
        assertThat(second.<String>path("nextCursor")).isNull();
        var byDueDate = new ArrayList<>(ids);
        Collections.reverse(byDueDate);
        assertThat(dueBy("2026-02-12", 2)).isEqualTo(byDueDate.subList(1, 5));
        for (var query : List.of(
                "customerId=" + customer + "&orderReference=SO-A",
                "number=INV-000001&currency=EUR",
                "dueFrom=2026-02-13&dueTo=2026-02-13")) {
            var found = as("sales")
                    .get("/v1/invoices?" + query)
                    .then()
                    .statusCode(200)
                    .extract();
            assertThat(found.<List<String>>path("items.invoiceId")).as(query).hasSize(query.contains("SO-A") ? 2 : 1);
        }
        as("sales").get("/v1/invoices?status=PAID").then().body("items", hasSize(0));
        as("sales")
                .get("/v1/invoices?dueTo=2026-02-12&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_cursor"));
        as("sales").get("/v1/invoices?cursor=nonsense").then().statusCode(400).body("code", equalTo("invalid_cursor"));
    }

    private List<String> dueBy(String date, int limit) {
        var read = new ArrayList<String>();
        var cursor = "";
        do {
            var page = as("sales")
                    .queryParam("cursor", cursor)
                    .get("/v1/invoices?dueTo=" + date + "&limit=" + limit)
                    .then()
                    .statusCode(200)
                    .extract();
            read.addAll(page.<List<String>>path("items.invoiceId"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return read;
    }
}
