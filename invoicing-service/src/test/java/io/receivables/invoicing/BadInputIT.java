package io.receivables.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.testkit.Tokens;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every refusal has its status and stable code, and changes nothing. */
@QuarkusTest
class BadInputIT extends InvoicingIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Case(String name, Consumer<ObjectNode> change, int status, String code, String field) {}

    private static Case bad(String name, Consumer<ObjectNode> change, int status, String code, String field) {
        return new Case(name, change, status, code, field);
    }

    private static ObjectNode line(ObjectNode body) {
        return (ObjectNode) body.path("lines").get(0);
    }

    private static List<Case> cases() {
        return List.of(
                bad("unknown field", b -> b.put("discont", "1"), 400, "unknown_field", "discont"),
                bad("unknown line field", b -> line(b).put("price", "1"), 400, "unknown_field", "lines[0].price"),
                bad(
                        "number for amount",
                        b -> line(b).put("unitPrice", 12.5),
                        400,
                        "validation_failed",
                        "lines[0].unitPrice"),
                bad(
                        "words for amount",
                        b -> line(b).put("unitPrice", "ten"),
                        400,
                        "validation_failed",
                        "lines[0].unitPrice"),
                bad(
                        "negative price",
                        b -> line(b).put("unitPrice", "-1"),
                        400,
                        "validation_failed",
                        "lines[0].unitPrice"),
                bad(
                        "negative quantity",
                        b -> line(b).put("quantity", "-1"),
                        400,
                        "validation_failed",
                        "lines[0].quantity"),
                bad("zero quantity", b -> line(b).put("quantity", "0"), 400, "validation_failed", "lines[0].quantity"),
                bad(
                        "7 decimals",
                        b -> line(b).put("unitPrice", "0.1234567"),
                        400,
                        "validation_failed",
                        "lines[0].unitPrice"),
                bad(
                        "over-precise allowance",
                        b -> line(b).put("allowanceAmount", "0.005"),
                        400,
                        "amount_too_precise",
                        "lines[0].allowanceAmount"),
                bad(
                        "allowance above line",
                        b -> line(b).put("allowanceAmount", "100.01"),
                        422,
                        "allowance_exceeds_base",
                        "lines[0].allowanceAmount"),
                bad(
                        "two allowances",
                        b -> line(b).put("allowanceAmount", "1").put("allowancePercent", "1"),
                        400,
                        "validation_failed",
                        "lines[0].oneAllowance"),
                bad("unknown currency", b -> b.put("currency", "XYZ"), 400, "unknown_currency", "currency"),
                bad("lower case currency", b -> b.put("currency", "eur"), 400, "validation_failed", "currency"),
                bad("unknown VAT rate", b -> line(b).put("vatRate", "26"), 422, "unknown_vat_rate", "lines[0].vatRate"),
                bad(
                        "unknown VAT category",
                        b -> line(b).put("vatCategory", "X"),
                        400,
                        "validation_failed",
                        "lines[0].vatCategory"),
                bad("standard at zero", b -> line(b).put("vatRate", "0"), 422, "vat_rule_violated", "lines[0].vatRate"),
                bad(
                        "exempt without reason",
                        b -> line(b).put("vatCategory", "E").put("vatRate", "0"),
                        422,
                        "vat_rule_violated",
                        "lines"),
                bad("no lines", b -> b.putArray("lines"), 400, "validation_failed", "lines"),
                bad("null line", b -> ((ArrayNode) b.path("lines")).addNull(), 400, "validation_failed", "lines[3]"),
                bad("no seller", b -> b.remove("sellerId"), 400, "validation_failed", "sellerId"),
                bad("broken id", b -> b.put("customerId", "42"), 400, "validation_failed", "customerId"),
                bad(
                        "unknown seller",
                        b -> b.put("sellerId", UUID.randomUUID().toString()),
                        422,
                        "seller_unknown",
                        "sellerId"),
                bad(
                        "unknown customer",
                        b -> b.put("customerId", UUID.randomUUID().toString()),
                        422,
                        "customer_unknown",
                        "customerId"),
                bad(
                        "date beyond calendars",
                        b -> b.put("dueDate", "+999999999-12-31"),
                        400,
                        "validation_failed",
                        "dueDate"),
                bad("date too far", b -> b.put("dueDate", "3000-01-01"), 400, "validation_failed", "dueDate"),
                bad("date too old", b -> b.put("issueDate", "1899-12-31"), 400, "validation_failed", "issueDate"),
                bad(
                        "period beyond calendars",
                        b -> line(b).putObject("period")
                                .put("from", "2026-01-01")
                                .put("to", "+300000-01-01"),
                        400,
                        "validation_failed",
                        "lines[0].period.to"),
                bad("broken date", b -> b.put("dueDate", "31.12.2026"), 400, "validation_failed", "dueDate"),
                bad(
                        "future issue date",
                        b -> b.put("issueDate", "2999-01-01"),
                        422,
                        "issue_date_in_future",
                        "issueDate"),
                bad(
                        "due before issue",
                        b -> b.put("issueDate", "2026-02-01").put("dueDate", "2026-01-31"),
                        422,
                        "due_date_before_issue_date",
                        "dueDate"),
                bad(
                        "unknown terms",
                        b -> b.putObject("paymentTerms").put("kind", "EOM").put("days", 3),
                        400,
                        "validation_failed",
                        "paymentTerms.kind"),
                bad(
                        "too large",
                        b -> line(b).put("unitPrice", "999999999").put("quantity", "999999999"),
                        400,
                        "validation_failed",
                        "lines[0]"),
                bad("endless text", b -> b.put("note", "x".repeat(2001)), 400, "validation_failed", "note"));
    }

    @Test
    void everyBadInvoiceIsRefusedWithItsCodeAndField() {
        registerCustomer();
        var seller = seller();
        var before = Database.state(tenant);

        for (var bad : cases()) {
            ObjectNode body = JSON.valueToTree(invoice(seller));
            bad.change().accept(body);
            var answer = command("finance").body(body.toString()).post("/v1/invoices?issue=true");
            assertThat(answer.statusCode() + " " + answer.path("code"))
                    .as(bad.name())
                    .isEqualTo(bad.status() + " " + bad.code());
            assertThat(answer.contentType()).as(bad.name()).startsWith("application/problem+json");
            assertThat(answer.<List<String>>path("errors.field"))
                    .as(bad.name() + answer.asString())
                    .contains(bad.field());
        }
        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    @Test
    void whatIsNotJsonIsRefused() {
        var before = Database.state(tenant);

        code(command("finance").body("{\"sellerId\":").post("/v1/invoices"), 400, "malformed_body");
        code(command("finance").body("[]").post("/v1/invoices"), 400, null);
        code(command("finance").body("null").post("/v1/invoices"), 400, "validation_failed");
        code(
                command("finance").contentType("text/xml").body("<a/>").post("/v1/invoices"),
                415,
                "unsupported_media_type");
        code(as("finance").body("{}").post("/v1/invoices"), 400, null);
        code(as("finance").get("/v1/invoices?status=LATE"), 400, "invalid_parameter");
        code(as("finance").get("/v1/invoices?dueFrom=soon"), 400, "invalid_parameter");
        code(as("finance").get("/v1/invoices?dueFrom=-999999999-01-01"), 400, "invalid_parameter");
        code(as("finance").get("/v1/invoices?dueTo=3000-01-01"), 400, "invalid_parameter");
        code(as("finance").get("/v1/vat-rates?on=%2B999999999-12-31"), 400, "invalid_parameter");
        code(as("finance").get("/v1/invoices/42"), 404, null);

        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    @Test
    void badSellersAndRatesAreRefused() throws Exception {
        var before = Database.state(tenant);
        JsonNode good = JSON.valueToTree(sellerBody("INV-", "CN-"));

        code(seller(good, s -> s.put("iban", "HU42117730161111101800000001")), 400, "validation_failed");
        code(seller(good, s -> s.put("vatId", "hu 1")), 400, "validation_failed");
        for (var zone : List.of("Mars/Base", "UTC+3", "+02:00", "SystemV/AST4")) {
            code(seller(good, s -> s.put("timeZone", zone)), 400, "validation_failed");
        }
        code(
                seller(good, s -> ((ObjectNode) s.path("numberingSeries")).put("creditNotePrefix", "INV-")),
                400,
                "validation_failed");
        code(
                command("admin")
                        .body("{\"country\":\"HU\",\"category\":\"S\",\"rate\":\"-1\",\"validFrom\":\"2026-01-01\"}")
                        .post("/v1/vat-rates"),
                400,
                "validation_failed");

        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    @Test
    void tokensAndRolesAreChecked() {
        registerCustomer();
        var seller = seller();
        String id = issued(invoice(seller));
        var before = Database.state(tenant);

        for (var role : List.of("sales", "delivery", "collector", "manager", "analyst")) {
            code(command(role).body(invoice(seller)).post("/v1/invoices?issue=true"), 403, "forbidden");
            code(
                    command(role).body("{\"reason\":\"x\",\"full\":true}").post("/v1/invoices/" + id + "/credit-notes"),
                    403,
                    "forbidden");
            code(command(role).get("/v1/sellers"), 403, "forbidden");
            assertThat(as(role).get("/v1/invoices/" + id).statusCode()).isEqualTo(200);
        }
        code(command("finance").body(sellerBody("X-", "Y-")).post("/v1/sellers"), 403, "forbidden");
        assertThat(as("finance").get("/v1/sellers").statusCode()).isEqualTo(200);
        for (var token : List.of(
                Tokens.expired(tenant, "anna", "finance"),
                Tokens.wrongAudience(tenant, "anna", "finance"),
                Tokens.wrongIssuer(tenant, "anna", "finance"),
                Tokens.wrongKey(tenant, "anna", "finance"),
                Tokens.unsigned(tenant, "anna", "finance"))) {
            code(
                    io.restassured.RestAssured.given().auth().oauth2(token).get("/v1/invoices/" + id),
                    401,
                    "unauthenticated");
        }
        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    private Response seller(JsonNode good, Consumer<ObjectNode> change) {
        ObjectNode body = good.deepCopy();
        change.accept(body);
        return command("admin").body(body.toString()).post("/v1/sellers");
    }

    private static void code(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (code != null) {
            assertThat(answer.<String>path("code")).isEqualTo(code);
        }
    }
}
