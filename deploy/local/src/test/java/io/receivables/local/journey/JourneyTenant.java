package io.receivables.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Issuing;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.DemoClock;
import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.system.LocalSystem;
import io.receivables.testkit.Awaits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A tenant of its own for each journey, so that journeys do not see each other. */
final class JourneyTenant {

    static final String CUSTOMER_IBAN = "HR1723600001101234565";
    private static final String SELLER_IBAN = "HU42117730161111101800000000";

    private final LocalSystem system;
    private final String id;
    private final TenantApi staff;
    private int statements;

    private JourneyTenant(LocalSystem system) {
        this.system = system;
        this.id = "j-" + UUID.randomUUID().toString().substring(0, 13);
        this.staff = as("staff", "finance", "sales", "admin");
    }

    /** A sandbox tenant whose clock stands at the given instant in all five services. */
    static JourneyTenant sandbox(String clock) {
        JourneyTenant tenant = new JourneyTenant(JourneySystem.running());
        Map<String, Object> body = Map.of("name", "Journey", "sandbox", true, "initialClock", clock);
        tenant.staff.customer().put("/v1/tenant", body, Map.of()).expect(201);
        new DemoClock(tenant.staff).awaitAll(Instant.parse(clock));
        return tenant;
    }

    static JourneyTenant production() {
        JourneyTenant tenant = new JourneyTenant(JourneySystem.running());
        Map<String, Object> body = Map.of("name", "Journey", "sandbox", false);
        tenant.staff.customer().put("/v1/tenant", body, Map.of()).expect(201);
        return tenant;
    }

    String id() {
        return id;
    }

    LocalSystem system() {
        return system;
    }

    /** All services with the roles finance, sales and admin. */
    TenantApi staff() {
        return staff;
    }

    TenantApi as(String subject, String... roles) {
        return new TenantApi(system.settings().ports()::baseUrl, system.tokens().token(id, subject, roles));
    }

    void moveClock(String to) {
        new DemoClock(staff).advance(Instant.parse(to));
    }

    String seller() {
        Map<String, Object> seller = Map.of(
                "name",
                "Duna Ipari Zrt.",
                "vatId",
                "HU12345676",
                "iban",
                SELLER_IBAN,
                "address",
                Map.of("street", "Váci út 1", "city", "Budapest", "postalCode", "1132", "countryCode", "HU"),
                "numberingSeries",
                Map.of(
                        "invoicePrefix",
                        "J" + id.substring(2, 8).toUpperCase(Locale.ROOT) + "-",
                        "creditNotePrefix",
                        "C" + id.substring(2, 8).toUpperCase(Locale.ROOT) + "-"));
        return staff.invoicing()
                .post("/v1/sellers", seller)
                .expect(201)
                .json()
                .path("sellerId")
                .asText();
    }

    /** A Croatian company that pays net 30 days and reads Croatian. */
    String customer() {
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("externalId", "C-" + UUID.randomUUID());
        customer.put("kind", "COMPANY");
        customer.put("name", "Adria Opskrba d.o.o.");
        customer.put("language", "hr");
        customer.put("timeZone", "Europe/Zagreb");
        customer.put("currency", "EUR");
        customer.put("paymentTerms", Map.of("kind", "NET", "days", 30));
        customer.put("preferredChannel", "EMAIL");
        customer.put(
                "address", Map.of("street", "Ilica 1", "city", "Zagreb", "postalCode", "10000", "countryCode", "HR"));
        customer.put("email", "racuni." + id + "@adria-opskrba.example");
        customer.put("ibans", List.of(CUSTOMER_IBAN));
        return staff.customer()
                .post("/v1/customers", customer)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** The body of an invoice in EUR over one line of the given net amount and 27 % VAT. */
    static Map<String, Object> invoice(String sellerId, String customerId, String net) {
        Map<String, Object> line = Map.of(
                "description", "Bearings",
                "quantity", "2",
                "unitCode", "C62",
                "unitPrice", new BigDecimal(net).divide(BigDecimal.valueOf(2)).toPlainString(),
                "vatCategory", "S",
                "vatRate", "27");
        Map<String, Object> invoice = new LinkedHashMap<>();
        invoice.put("sellerId", sellerId);
        invoice.put("customerId", customerId);
        invoice.put("currency", "EUR");
        invoice.put("lines", List.of(line));
        return invoice;
    }

    /** Issues an invoice and waits until payment-, dunning- and reporting-service know it. */
    JsonNode issue(Map<String, Object> invoice) {
        JsonNode issued = Issuing.issue(
                        staff.invoicing(), invoice, UUID.randomUUID().toString())
                .expect(201)
                .json();
        awaitOpen(
                issued.path("invoiceId").asText(),
                Amounts.of(issued.path("totals").path("totalWithVat")).toPlainString());
        return issued;
    }

    JsonNode issue(String sellerId, String customerId, String net) {
        return issue(invoice(sellerId, customerId, net));
    }

    /** Waits until payment-, invoicing-, dunning- and reporting-service agree that this much is owed. */
    void awaitOpen(String invoiceId, String amount) {
        Open open = new Open(this, invoiceId);
        Awaits.untilAsserted(() -> open.assertEverywhere(amount));
    }

    /** Imports a statement of the seller's account with these entries. */
    JsonNode bank(LocalDate date, StatementEntry... entries) {
        return staff.payment()
                .postFile("/v1/statement-imports", "application/xml", statement(date, entries))
                .expect(201)
                .json();
    }

    byte[] statement(LocalDate date, StatementEntry... entries) {
        statements++;
        BankStatement statement = new BankStatement(
                id + "-" + statements,
                statements,
                SELLER_IBAN,
                "EUR",
                date,
                date,
                new BigDecimal("1000.00"),
                Arrays.asList(entries));
        return Camt053Writer.write(id + "-" + statements, date, List.of(statement));
    }
}
