package io.receivables.payment;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.Tokens;
import io.receivables.testkit.TopicFeeder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant of its own for a test: its customers and invoices arrive as events, its payments over HTTP. */
public final class World implements AutoCloseable {
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 13);
    private final TopicFeeder feeder = TopicFeeder.forTenant(tenant);

    public String tenant() {
        return tenant;
    }

    public TopicFeeder feeder() {
        return feeder;
    }

    /** Makes the tenant a sandbox whose clock stands at an instant. */
    public void clock(String instant) {
        var data = EventContracts.example("TenantRegistered.v1");
        data.put("tenant", tenant).put("name", tenant).put("sandbox", true).put("clock", instant);
        feeder.send("TenantRegistered.v1", UUID.nameUUIDFromBytes(("tenant:" + tenant).getBytes(UTF_8)), 1, data);
        Awaits.until(
                "the clock of " + tenant,
                () -> read("/v1/clock").get("now").asText().equals(instant));
    }

    public UUID customer(String... ibans) {
        var id = Ids.next();
        customer(id, 1, ibans);
        return id;
    }

    /** Tells of a customer and waits until the service knows it. */
    public void customer(UUID id, long sequence, String... ibans) {
        var data = EventContracts.example(sequence == 1 ? "CustomerRegistered.v1" : "CustomerChanged.v1");
        data.put("customerId", id.toString()).put("name", "Customer " + id);
        data.putArray("ibans");
        List.of(ibans).forEach(iban -> data.withArray("ibans").add(iban));
        feeder.send(sequence == 1 ? "CustomerRegistered.v1" : "CustomerChanged.v1", id, sequence, data);
        Awaits.until(
                "customer " + id,
                () -> Database.number(
                                tenant,
                                "select count(*) from inbox_positions where aggregate_id = '" + id + "' and sequence = "
                                        + sequence)
                        == 1);
    }

    /** An invoice to be issued. */
    public record Invoice(UUID id, String number, String reference) {}

    public Invoice invoice(UUID customer, String number, String amount, String dueDate) {
        return invoice(customer, number, amount, "EUR", dueDate, "");
    }

    /** Issues an invoice and waits for its open item. */
    public Invoice invoice(
            UUID customer, String number, String amount, String currency, String dueDate, String reference) {
        var invoice = new Invoice(Ids.next(), number, reference);
        return issue(invoice, issued(invoice, customer, amount, currency, dueDate));
    }

    /** Issues an invoice of a day, owed by somebody who lives in a time zone. */
    public Invoice invoiceOf(String issueDate, String timeZone, String number, String amount) {
        var invoice = new Invoice(Ids.next(), number, "");
        var data = issued(invoice, Ids.next(), amount, "EUR", issueDate).put("issueDate", issueDate);
        ((ObjectNode) data.get("customer")).put("timeZone", timeZone);
        return issue(invoice, data);
    }

    private Invoice issue(Invoice invoice, ObjectNode data) {
        feeder.send("InvoiceIssued.v1", invoice.id(), 1, data);
        awaitItem(invoice.id());
        return invoice;
    }

    public static ObjectNode issued(Invoice invoice, UUID customer, String amount, String currency, String dueDate) {
        var data = EventContracts.example("InvoiceIssued.v1");
        data.put("invoiceId", invoice.id().toString())
                .put("number", invoice.number())
                .put("customerId", customer.toString())
                .put("currency", currency)
                .put("issueDate", "2026-01-02")
                .put("dueDate", dueDate);
        if (!invoice.reference().isEmpty()) {
            data.put("paymentReference", invoice.reference());
        } else {
            data.put("paymentReference", reference(invoice.number()));
        }
        var totals = (ObjectNode) data.get("totals");
        totals.put("totalWithVat", amount).put("amountDue", amount);
        return data;
    }

    /** An ISO 11649 reference made of a number. */
    public static String reference(String number) {
        var key = number.replaceAll("[^A-Za-z0-9]", "").toUpperCase(java.util.Locale.ROOT);
        var digits = new StringBuilder();
        (key + "RF00").chars().forEach(c -> digits.append(Character.getNumericValue(c)));
        int check = 98
                - new java.math.BigInteger(digits.toString())
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        return "RF%02d%s".formatted(check, key);
    }

    /** Issues a credit note as the given event of the invoice. */
    public UUID credit(Invoice invoice, long sequence, String amount) {
        return credit(invoice, sequence, amount, "2026-06-15");
    }

    public UUID credit(Invoice invoice, long sequence, String amount, String issueDate) {
        var id = Ids.next();
        var data = EventContracts.example("CreditNoteIssued.v1");
        data.put("creditNoteId", id.toString())
                .put("number", "CN-" + sequence)
                .put("invoiceId", invoice.id().toString())
                .put("invoiceNumber", invoice.number())
                .put("currency", "EUR")
                .put("issueDate", issueDate);
        ((ObjectNode) data.get("totals")).put("totalWithVat", amount).put("amountDue", amount);
        feeder.send("CreditNoteIssued.v1", invoice.id(), sequence, data);
        return id;
    }

    public void awaitItem(UUID invoice) {
        Awaits.until(
                "open item of " + invoice,
                () -> get("/v1/open-items/" + invoice).statusCode() == 200);
    }

    public RequestSpecification as(String... roles) {
        return given().auth().oauth2(Tokens.token(tenant, "anna", roles));
    }

    public Response get(String path) {
        return as("finance").get(path);
    }

    public JsonNode read(String path) {
        var response = get(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Json.tree(response.asString());
    }

    public Response post(String path, String key, Object body) {
        return as("finance")
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body instanceof String text ? text : Json.text(body))
                .post(path);
    }

    public Response post(String path, Object body) {
        return post(path, UUID.randomUUID().toString(), body);
    }

    /** Records a payment that must succeed; by hand, unless the body says who else reports it. */
    public JsonNode pay(Map<String, Object> body) {
        var response = post("/v1/payments", body.containsKey("externalId") ? body : byHand(body));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return Json.tree(response.asString());
    }

    /** The body of a payment with a reason, as a person has to give it. */
    public static Map<String, Object> byHand(Map<String, Object> body) {
        var withReason = new HashMap<>(body);
        withReason.putIfAbsent("reason", "seen on the account");
        return withReason;
    }

    /** A bank transfer with one thing said about it, for example {@code "remittanceInformation", "HU-1"}. */
    public JsonNode pay(String amount, String field, Object value) {
        return pay(Map.of("method", "BANK_TRANSFER", "amount", money(amount), field, value));
    }

    public static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    public static Map<String, Object> allocation(UUID invoice, String amount) {
        return Map.of("invoiceId", invoice.toString(), "amount", money(amount));
    }

    public BigDecimal open(UUID invoice) {
        return new BigDecimal(
                read("/v1/open-items/" + invoice).get("openAmount").asText());
    }

    /** Invoice number, amount and rule of each allocation. */
    public static List<String> lines(JsonNode payment) {
        var lines = new java.util.ArrayList<String>();
        payment.get("allocations")
                .forEach(a -> lines.add(a.get("invoiceNumber").asText() + " "
                        + a.get("activeAmount").asText() + " " + a.get("rule").asText()));
        return lines;
    }

    public Response importCamt(byte[] file) {
        return as("finance").contentType("application/xml").body(file).post("/v1/statement-imports");
    }

    /** Imports a file that must be new and readable. */
    public JsonNode imported(byte[] file) {
        var response = importCamt(file);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return Json.tree(response.asString());
    }

    /** Fails if the tenant's ledger or events break an invariant. */
    public void assertSound() {
        assertThat(Database.broken(tenant)).isEmpty();
    }

    @Override
    public void close() {
        feeder.close();
    }
}
