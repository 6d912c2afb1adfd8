package io.receivables.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.bench.Workbench;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Issuing;
import io.receivables.local.api.TenantApi;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one invoice of a customer who came for it, large enough for millions of payments of a cent. */
record LargeInvoice(String customerId, String invoiceId, BigDecimal owed) {
    /** Every service knows it when this returns. */
    static LargeInvoice issue(Workbench bench) {
        TenantApi api = bench.stage().api();
        String customer = api.customer()
                .post("/v1/customers", customer())
                .expect(201)
                .json()
                .path("id")
                .asText();
        Map<String, Object> invoice = invoice(bench.stage().sellers().get(0), customer);
        JsonNode issued = Issuing.issue(
                        api.invoicing(), invoice, UUID.randomUUID().toString())
                .expect(201)
                .json();
        bench.drain();
        BigDecimal owed = Amounts.of(issued.path("totals").path("totalWithVat"));
        return new LargeInvoice(customer, issued.path("invoiceId").asText(), owed);
    }

    private static Map<String, Object> customer() {
        return Map.of(
                "externalId",
                "L-" + UUID.randomUUID(),
                "kind",
                "COMPANY",
                "name",
                "Nagy Kft.",
                "language",
                "hu",
                "timeZone",
                "Europe/Budapest",
                "currency",
                "EUR",
                "paymentTerms",
                Map.of("kind", "NET", "days", 30),
                "preferredChannel",
                "EMAIL",
                "address",
                Map.of("street", "Fő utca 1", "city", "Szeged", "postalCode", "6720", "countryCode", "HU"),
                "email",
                "nagy@example.com");
    }

    private static Map<String, Object> invoice(String seller, String customer) {
        Map<String, Object> line = Map.of(
                "description", "All of it",
                "quantity", "1",
                "unitCode", "C62",
                "unitPrice", "100000.00",
                "vatCategory", "S",
                "vatRate", "27");
        return Map.of("sellerId", seller, "customerId", customer, "currency", "EUR", "lines", List.of(line));
    }
}
