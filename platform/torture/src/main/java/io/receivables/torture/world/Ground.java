package io.receivables.torture.world;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.history.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant with one seller, ready for customers. */
public record Ground(Client client, String sellerId, String sellerIban) {

    private static final int TRIES = 2_000;
    private static final Duration SANDBOX_KNOWN = Duration.ofSeconds(60);

    /** @param clock the instant at which a sandbox tenant's clock stands, empty for a production tenant */
    public static Ground prepare(Client client, int number, String clock) {
        Map<String, Object> tenant = new LinkedHashMap<>();
        tenant.put("name", "Torture " + number);
        tenant.put("sandbox", !clock.isEmpty());
        if (!clock.isEmpty()) {
            tenant.put("initialClock", clock);
        }
        expect(client.put(ServiceName.CUSTOMER, "/v1/tenant", tenant));
        if (!clock.isEmpty()) {
            awaitSandbox(client);
        }
        String iban = Ibans.german(9_000_000_000L + number);
        Map<String, Object> seller = Map.of(
                "name",
                "Torture Handel " + number,
                "vatId",
                "HU12345676",
                "iban",
                iban,
                "address",
                Map.of("street", "Váci út 1", "city", "Budapest", "postalCode", "1132", "countryCode", "HU"),
                "numberingSeries",
                Map.of("invoicePrefix", "T" + number + "-", "creditNotePrefix", "C" + number + "-"));
        Reply created = expect(client.post(
                ServiceName.INVOICING, "/v1/sellers", seller, UUID.randomUUID().toString()));
        return new Ground(client, created.json().path("sellerId").asText(), iban);
    }

    /** Until every service has heard of the sandbox; one that has not lives in the system's time and would issue with its date. */
    private static void awaitSandbox(Client client) {
        for (ServiceName service : ServiceName.values()) {
            if (!Pauses.until(
                    SANDBOX_KNOWN,
                    () -> client.get(service, "/v1/clock").path("sandbox").asBoolean())) {
                throw new LocalFailure(service + " did not hear of the sandbox " + client.tenant() + " within "
                        + SANDBOX_KNOWN.toSeconds() + " s.");
            }
        }
    }

    /** A customer of its own for one sequence; answers its id. */
    public String customer(String name, String email) {
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("externalId", name);
        customer.put("kind", "COMPANY");
        customer.put("name", "Customer " + name);
        customer.put("language", "hu");
        customer.put("timeZone", "Europe/Budapest");
        customer.put("currency", "EUR");
        customer.put("paymentTerms", Map.of("kind", "NET", "days", 30));
        customer.put("preferredChannel", "EMAIL");
        customer.put(
                "address", Map.of("street", "Fő utca 1", "city", "Szeged", "postalCode", "6720", "countryCode", "HU"));
        customer.put("email", email);
        return expect(client.post(ServiceName.CUSTOMER, "/v1/customers", customer, "customer-" + name))
                .json()
                .path("id")
                .asText();
    }

    /** Issues under the key; a customer that invoicing has not heard of yet is waited for, with a new key each time. */
    public Reply issue(Object invoice, String key) {
        return untilKnown(ServiceName.INVOICING, "/v1/invoices?issue=true", invoice, key);
    }

    /** Records a payment under the key; a customer that payment-service has not heard of yet is waited for in the same way. */
    public Reply pay(Object payment, String key) {
        return untilKnown(ServiceName.PAYMENT, "/v1/payments", payment, key);
    }

    private Reply untilKnown(ServiceName service, String path, Object body, String key) {
        Reply reply = client.post(service, path, body, key);
        for (int i = 1; i < TRIES && reply.code().equals("customer_unknown"); i++) {
            Pauses.millis(30);
            reply = client.post(service, path, body, key + "-" + i);
        }
        return expect(reply);
    }

    public static Reply expect(Reply reply) {
        if (!reply.ok()) {
            throw new LocalFailure(
                    "A command that must succeed was refused with " + reply.status() + ": " + reply.body());
        }
        return reply;
    }

    public static Map<String, Object> line(String net) {
        return Map.of(
                "description", "Goods",
                "quantity", "1",
                "unitCode", "C62",
                "unitPrice", net,
                "vatCategory", "S",
                "vatRate", "27");
    }

    public Map<String, Object> invoice(String customerId, List<Map<String, Object>> lines) {
        Map<String, Object> invoice = new LinkedHashMap<>();
        invoice.put("sellerId", sellerId);
        invoice.put("customerId", customerId);
        invoice.put("currency", "EUR");
        invoice.put("lines", lines);
        return invoice;
    }
}
