package io.receivables.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.CheckDigits;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Quiet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A tenant with sellers, each with a numbering series of its own, and many customers.
 *
 * @param token of a caller who may do everything with money
 * @param sellers ids of sellers
 * @param customers ids of customers
 */
public record Stage(TenantApi api, String tenant, String token, List<String> sellers, List<String> customers) {

    private static final int SELLERS = 49;
    private static final int CUSTOMERS_OF_SANDBOX = 100;
    private static final int TERMS = 60;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    public static Stage prepare(LocalSystem system, Progress progress, String tenant, int wanted) {
        return prepare(system, progress, tenant, Map.of("name", "Benchmark", "sandbox", false), SELLERS, wanted);
    }

    /** A smaller one whose clock stands still until it is moved. */
    static Stage sandbox(LocalSystem system, Progress progress, String tenant, Instant clock) {
        Map<String, Object> registered = Map.of("name", tenant, "sandbox", true, "initialClock", clock.toString());
        return prepare(system, progress, tenant, registered, 1, CUSTOMERS_OF_SANDBOX);
    }

    private static Stage prepare(
            LocalSystem system,
            Progress progress,
            String tenant,
            Map<String, Object> registered,
            int wantedSellers,
            int wantedCustomers) {
        String token = system.tokens().token(tenant, "bench", "finance", "admin", "sales");
        TenantApi api = new TenantApi(service -> system.settings().ports().baseUrl(service), token);
        api.customer().put("/v1/tenant", registered, Map.of()).expect(200, 201);
        List<String> sellers = new ArrayList<>();
        for (int i = 0; i < wantedSellers; i++) {
            sellers.add(seller(api, i));
        }
        List<String> customers = customers(api, wantedCustomers);
        if (!new Quiet(system).await(LIMIT)) {
            throw new LocalFailure("The customers did not reach the other services");
        }
        progress.say(sellers.size() + " sellers and " + customers.size() + " customers are there");
        return new Stage(api, tenant, token, List.copyOf(sellers), customers);
    }

    private static String seller(TenantApi api, int number) {
        String prefix = "B" + (char) ('A' + number / 10) + (char) ('A' + number % 10);
        Map<String, Object> seller = Map.of(
                "name",
                "Bench Handel " + number,
                "vatId",
                "HU12345676",
                "iban",
                "DE89370400440532013000",
                "address",
                Map.of("street", "Váci út 1", "city", "Budapest", "postalCode", "1132", "countryCode", "HU"),
                "numberingSeries",
                Map.of("invoicePrefix", prefix + "-", "creditNotePrefix", prefix + "C-"));
        return api.invoicing()
                .post("/v1/sellers", seller)
                .expect(201)
                .json()
                .path("sellerId")
                .asText();
    }

    private static List<String> customers(TenantApi api, int wanted) {
        StringBuilder csv = new StringBuilder("externalId,kind,name,language,timeZone,currency,paymentTermsKind,"
                + "paymentTermsDays,preferredChannel,street,city,postalCode,countryCode,email,ibans\n");
        for (int i = 0; i < wanted; i++) {
            csv.append("K")
                    .append(i)
                    .append(",COMPANY,Customer ")
                    .append(i)
                    .append(",hu,Europe/Budapest,EUR,NET,")
                    .append(30 + i % TERMS)
                    .append(",EMAIL,Fő utca 1,Szeged,6720,HU,k")
                    .append(i)
                    .append("@example.com,")
                    .append(CheckDigits.iban("DE", "50010517%010d".formatted(i)))
                    .append('\n');
        }
        JsonNode report = api.customer()
                .postFile("/v1/customer-imports", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8))
                .expect(200, 201)
                .json();
        if (report.path("created").asInt() != wanted) {
            throw new LocalFailure("The customers were not all imported: " + report);
        }
        return api.customer().all("/v1/customers").stream()
                .map(customer -> customer.path("id").asText())
                .toList();
    }

    public String anySeller(SplittableRandom random) {
        return sellers.get(random.nextInt(sellers.size()));
    }

    public String anyCustomer(SplittableRandom random) {
        return customers.get(random.nextInt(customers.size()));
    }
}
