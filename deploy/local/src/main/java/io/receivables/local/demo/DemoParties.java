package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoCustomer;
import io.receivables.local.demo.data.DemoSeller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the sellers and the customers into the system and knows their ids afterwards. */
final class DemoParties {

    private final TenantApi api;
    private final Map<String, String> sellerIds = new HashMap<>();
    private final Map<String, String> customerIds = new HashMap<>();

    DemoParties(TenantApi api) {
        this.api = api;
    }

    void createSellers(List<DemoSeller> sellers) {
        for (DemoSeller seller : sellers) {
            Map<String, Object> body = Map.of(
                    "name", seller.name(),
                    "vatId", seller.vatId(),
                    "iban", seller.iban(),
                    "address",
                            Map.of(
                                    "street", seller.street(),
                                    "city", seller.city(),
                                    "postalCode", seller.postalCode(),
                                    "countryCode", seller.countryCode()),
                    "numberingSeries",
                            Map.of(
                                    "invoicePrefix", seller.key() + "-2025-",
                                    "creditNotePrefix", seller.key() + "-CN-2025-"));
            JsonNode created =
                    api.invoicing().post("/v1/sellers", body).expect(201).json();
            sellerIds.put(seller.key(), created.path("sellerId").asText());
        }
    }

    /** Imports the file and waits until invoicing and the other services know every customer. */
    void importCustomers(byte[] file, List<DemoCustomer> customers) {
        JsonNode report = api.customer()
                .postFile("/v1/customer-imports", "text/csv", file)
                .expect(200, 201)
                .json();
        if (report.path("created").asInt() != customers.size()) {
            throw new LocalFailure("The customer import did not take all " + customers.size() + " rows: " + report);
        }
        for (JsonNode customer : api.customer().all("/v1/customers")) {
            customerIds.put(
                    customer.path("externalId").asText(), customer.path("id").asText());
        }
    }

    String seller(String key) {
        return sellerIds.get(key);
    }

    String customer(String externalId) {
        return customerIds.get(externalId);
    }
}
