package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** C9: no weekly lag. */
class NearRealTimeJourneyIT {

    private static final int PAYMENTS = 20;
    private static final Duration STATED_LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void c9APaymentPostedNowChangesTheAgeingReportWithinTheStatedSeconds() {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "1000.00");
        BigDecimal open = new BigDecimal("1270.00");
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            Map<String, Object> payment = Map.of(
                    "method",
                    "CARD",
                    "amount",
                    Map.of("amount", "10.00", "currency", "EUR"),
                    "externalId",
                    "card-" + i,
                    "structuredReference",
                    invoice.path("paymentReference").asText());
            open = open.subtract(BigDecimal.TEN);
            BigDecimal expected = open;
            long begin = System.nanoTime();
            tenant.staff().payment().post("/v1/payments", payment).expect(201);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> reported(tenant).compareTo(expected) == 0);
            millis.add((System.nanoTime() - begin) / 1_000_000);
        }
        millis.sort(Long::compare);
        System.out.printf(
                "C9: from the call to the ageing report: median %d ms, slowest %d ms of %d payments%n",
                millis.get(PAYMENTS / 2), millis.get(PAYMENTS - 1), PAYMENTS);
        // A machine that stands still for a moment makes one or two slow; a lag that is ours makes more of them slow.
        assertThat(millis.get(PAYMENTS - 3)).isLessThan(STATED_LIMIT.toMillis());
    }

    private static BigDecimal reported(JourneyTenant tenant) {
        JsonNode totals = tenant.staff().reporting().get("/v1/reports/ageing").path("totals");
        return totals.isEmpty()
                ? BigDecimal.ZERO
                : Amounts.of(totals.get(0).path("amounts").path("open"));
    }
}
