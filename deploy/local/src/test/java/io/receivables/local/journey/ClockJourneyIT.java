package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Answer;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.TopicProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Time in the five services: sandbox tenants are moved, production tenants are not, days are the debtor's. */
class ClockJourneyIT {

    @Test
    void f21OneCallMovesASandboxClockInAllFiveServices() {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-01-01T09:00:00Z");

        tenant.moveClock("2025-04-01T09:00:00Z");

        for (ServiceName service : ServiceName.values()) {
            assertThat(tenant.staff().of(service).get("/v1/clock").path("now").asText())
                    .as(service.id())
                    .isEqualTo("2025-04-01T09:00:00Z");
        }
        Answer back = tenant.staff().customer().post("/v1/tenant/clock-advances", Map.of("to", "2025-03-01T09:00:00Z"));
        assertThat(back.status()).isEqualTo(409);
        assertThat(back.problemCode()).isEqualTo("clock_not_forward");
    }

    @Test
    void theClockOfAProductionTenantCannotBeMoved() {
        JourneyTenant tenant = JourneyTenant.production();

        Answer answer =
                tenant.staff().customer().post("/v1/tenant/clock-advances", Map.of("to", "2099-01-01T00:00:00Z"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problemCode()).isEqualTo("tenant_not_sandbox");
        for (ServiceName service : ServiceName.values()) {
            JsonNode clock = tenant.staff().of(service).get("/v1/clock");
            assertThat(clock.path("sandbox").asBoolean()).as(service.id()).isFalse();
            assertThat(Duration.between(Instant.parse(clock.path("now").asText()), Instant.now())
                            .abs())
                    .as(service.id())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void c2AnInvoiceIsOverdueOneSecondAfterTheDueDateEndsForTheDebtorAndThatIsPublishedOnce() {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        String id = invoice.path("invoiceId").asText();
        assertThat(invoice.path("dueDate").asText()).isEqualTo("2025-04-02");

        // Midnight in Zagreb is 22:00 UTC in summer.
        tenant.moveClock("2025-04-02T21:59:59Z");
        assertThat(tenant.staff()
                        .invoicing()
                        .get("/v1/invoices/" + id)
                        .path("status")
                        .asText())
                .isEqualTo("ISSUED");
        tenant.moveClock("2025-04-02T22:00:01Z");
        Awaits.untilAsserted(() -> assertThat(tenant.staff()
                        .invoicing()
                        .get("/v1/invoices/" + id)
                        .path("status")
                        .asText())
                .isEqualTo("OVERDUE"));
        tenant.moveClock("2025-04-20T09:00:00Z");

        try (TopicProbe topic =
                TopicProbe.on("receivables.invoicing.invoices", tenant.system().bootstrapServers())) {
            Awaits.untilAsserted(() -> assertThat(topic.events(tenant.id()))
                    .extracting(event -> event.type())
                    .containsExactly("InvoiceIssued.v1", "InvoiceOverdue.v1"));
        }
    }
}
