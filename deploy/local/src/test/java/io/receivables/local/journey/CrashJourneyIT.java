package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Answer;
import io.receivables.local.api.Api;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Awaits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F4: whatever process dies in the middle of the stream, the services agree afterwards. */
class CrashJourneyIT {

    private static final int INVOICES = 60;
    private static final int KILL_AFTER = 20;

    @ParameterizedTest
    @EnumSource(
            value = ServiceName.class,
            names = {"PAYMENT", "INVOICING", "DUNNING", "REPORTING"})
    void f4ServiceKilledInTheMiddleOfTheStreamLosesNothing(ServiceName victim) {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        String seller = tenant.seller();
        String customer = tenant.customer();
        tenant.issue(seller, customer, "10.00");
        CompletableFuture<Void> crash = new CompletableFuture<>();
        BigDecimal paid = BigDecimal.ZERO;
        for (int i = 1; i <= INVOICES; i++) {
            if (i == KILL_AFTER) {
                tenant.system().kill(victim);
                crash = CompletableFuture.runAsync(() -> tenant.system().restart(victim));
            }
            JsonNode invoice = persistently(
                    () -> tenant.staff().invoicing(),
                    "/v1/invoices?issue=true",
                    JourneyTenant.invoice(seller, customer, "100.00"));
            if (i % 3 == 0) {
                Map<String, Object> payment = Map.of(
                        "method",
                        "CARD",
                        "amount",
                        Map.of("amount", "50.00", "currency", "EUR"),
                        "externalId",
                        "card-" + i,
                        "structuredReference",
                        invoice.path("paymentReference").asText());
                persistently(() -> tenant.staff().payment(), "/v1/payments", payment);
                paid = paid.add(new BigDecimal("50.00"));
            }
        }
        crash.join();

        BigDecimal expected = new BigDecimal("127.00")
                .multiply(BigDecimal.valueOf(INVOICES))
                .add(new BigDecimal("12.70"))
                .subtract(paid);
        Awaits.untilAsserted(() -> assertThat(sums(tenant))
                .allSatisfy((service, sum) -> assertThat(sum).as(service).isEqualByComparingTo(expected)));
        assertThat(tenant.staff().invoicing().all("/v1/invoices")).hasSize(INVOICES + 1);
    }

    /** Repeats a call with the same idempotency key until it is answered, as a careful client does. */
    private static JsonNode persistently(Supplier<Api> api, String path, Map<String, Object> body) {
        String key = UUID.randomUUID().toString();
        Answer[] answer = new Answer[1];
        Awaits.until("an answer of " + path, () -> {
            try {
                answer[0] = api.get().post(path, body, key);
                return answer[0].status() < 500;
            } catch (LocalFailure e) {
                return false;
            }
        });
        return answer[0].expect(201).json();
    }

    private static Map<String, BigDecimal> sums(JourneyTenant tenant) {
        JsonNode totals = tenant.staff().reporting().get("/v1/reports/ageing").path("totals");
        JsonNode amounts = totals.path(0).path("amounts");
        return Map.of(
                "payment-service", sum(tenant.staff().payment().all("/v1/open-items"), "openAmount"),
                "invoicing-service", sum(tenant.staff().invoicing().all("/v1/invoices"), "openAmount"),
                "dunning-service", sum(tenant.staff().dunning().all("/v1/cases"), "open"),
                "reporting-service", amounts.isMissingNode() ? BigDecimal.ZERO : Amounts.of(amounts.path("balance")));
    }

    private static BigDecimal sum(List<JsonNode> items, String field) {
        return items.stream().map(item -> Amounts.of(item.path(field))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
