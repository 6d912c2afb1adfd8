package io.receivables.invoicing;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.receivables.testkit.TopicFeeder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Base of the integration tests: one running service, and a tenant of its own for every test. */
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = {
            @ResourceArg(name = "service", value = "invoicing"),
            @ResourceArg(name = "pausable", value = "open-items")
        })
public abstract class InvoicingIT {
    protected static final String TOPIC = "receivables.invoicing.invoices";
    private static final AtomicInteger TENANTS = new AtomicInteger();

    /** A tenant that no other test uses, with a seller in Hungary and a customer in Croatia with terms NET 30. */
    protected final String tenant = "t-" + Long.toString(System.nanoTime(), 36) + "-" + TENANTS.incrementAndGet();

    protected final UUID customer = UUID.randomUUID();

    protected RequestSpecification as(String... roles) {
        return given().auth().oauth2(Tokens.token(tenant, "anna", roles)).contentType("application/json");
    }

    protected RequestSpecification command(String... roles) {
        return as(roles).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    protected String seller() {
        return seller("INV-", "CN-");
    }

    protected String seller(String invoicePrefix, String creditNotePrefix) {
        return command("admin")
                .body(sellerBody(invoicePrefix, creditNotePrefix))
                .post("/v1/sellers")
                .then()
                .statusCode(201)
                .extract()
                .path("sellerId");
    }

    protected static Map<String, Object> sellerBody(String invoicePrefix, String creditNotePrefix) {
        return new LinkedHashMap<>(Map.of(
                "name", "Danube Trading Kft.",
                "vatId", "HU12345676",
                "iban", "HU42117730161111101800000000",
                "address", Map.of("street", "Váci út 1", "city", "Budapest", "postalCode", "1132", "countryCode", "HU"),
                "numberingSeries", Map.of("invoicePrefix", invoicePrefix, "creditNotePrefix", creditNotePrefix)));
    }

    /** Sends the customer's event and waits until it has arrived. */
    protected void registerCustomer() {
        registerCustomer(customer, "Europe/Zagreb", "NET", 30);
    }

    protected void registerCustomer(UUID id, String timeZone, String termsKind, int days) {
        var event = EventContracts.example("CustomerRegistered.v1")
                .put("customerId", id.toString())
                .put("externalId", "ERP-" + id)
                .put("timeZone", timeZone);
        event.putObject("paymentTerms").put("kind", termsKind).put("days", days);
        try (var others = TopicFeeder.forTenant(tenant)) {
            others.send("CustomerRegistered.v1", id, 1, event);
        }
        Awaits.until(
                "customer " + id,
                () -> Database.number(tenant, "select count(*) from customers where id = '" + id + "'") == 1);
    }

    /** Makes the tenant a sandbox, or moves its clock, and waits until the service follows. */
    protected void clock(long sequence, Instant previous, Instant now) {
        var subject = UUID.nameUUIDFromBytes(("tenant:" + tenant).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var others = TopicFeeder.forTenant(tenant)) {
            if (sequence == 1) {
                others.send(
                        "TenantRegistered.v1",
                        subject,
                        1,
                        Map.of("tenant", tenant, "name", "Sandbox", "sandbox", true, "clock", now.toString()));
            } else {
                others.send(
                        "TenantClockMoved.v1",
                        subject,
                        sequence,
                        Map.of("tenant", tenant, "previousClock", previous.toString(), "clock", now.toString()));
            }
        }
        Awaits.until(
                "clock at " + now,
                () -> Instant.parse(as("finance").get("/v1/clock").path("now")).equals(now));
    }

    protected static Map<String, Object> line(String quantity, String unitPrice, String vatRate) {
        return new LinkedHashMap<>(Map.of(
                "description",
                "Consulting",
                "quantity",
                quantity,
                "unitCode",
                "HUR",
                "unitPrice",
                unitPrice,
                "vatCategory",
                "S",
                "vatRate",
                vatRate));
    }

    /** An invoice of 100.00 + 30.00 + 20.00 net at 27, 27 and 5 %: 186.10 with VAT. */
    protected Map<String, Object> invoice(String seller) {
        var body = new LinkedHashMap<String, Object>();
        body.put("sellerId", seller);
        body.put("customerId", customer.toString());
        body.put("currency", "EUR");
        body.put("lines", List.of(line("4", "25.00", "27"), line("3", "10.00", "27"), line("2", "10.00", "5")));
        return body;
    }

    protected Response issue(Map<String, Object> body) {
        return command("finance").body(body).post("/v1/invoices?issue=true");
    }

    protected String issued(Map<String, Object> body) {
        return issue(body).then().statusCode(201).extract().path("invoiceId");
    }

    /** Sends what payment-service would say about the invoice. */
    protected void openItem(String invoiceId, long version, String open, String status, String cause, String day) {
        var event = EventContracts.example("OpenItemChanged.v1")
                .put("invoiceId", invoiceId)
                .put("openAmount", open)
                .put("status", status)
                .put("cause", cause)
                .put("effectiveDate", day)
                .put("openItemVersion", version);
        try (var others = TopicFeeder.forTenant(tenant)) {
            others.send("OpenItemChanged.v1", UUID.fromString(invoiceId), version, event);
        }
    }

    protected String status(String invoiceId) {
        return as("sales").get("/v1/invoices/" + invoiceId).path("status");
    }
}
