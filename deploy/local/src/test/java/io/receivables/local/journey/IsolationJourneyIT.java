package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Api;
import io.receivables.local.api.TenantApi;
import io.receivables.local.system.ServiceName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant sees nothing of another one, in no service. */
class IsolationJourneyIT {

    @Test
    void anotherTenantFindsNothingInAnyOfTheFiveServices() {
        JourneyTenant owner = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        String customer = owner.customer();
        JsonNode invoice = owner.issue(owner.seller(), customer, "100.00");
        String id = invoice.path("invoiceId").asText();
        Map<String, Object> payment = Map.of(
                "method",
                "CARD",
                "amount",
                Map.of("amount", "27.00", "currency", "EUR"),
                "reason",
                "Paid at the counter",
                "structuredReference",
                invoice.path("paymentReference").asText());
        String paymentId = owner.staff()
                .payment()
                .post("/v1/payments", payment)
                .expect(201)
                .json()
                .path("paymentId")
                .asText();
        owner.awaitOpen(id, "100.00");
        String caseId = owner.staff()
                .dunning()
                .get("/v1/cases?invoiceId=" + id)
                .path("items")
                .get(0)
                .path("id")
                .asText();

        TenantApi stranger = JourneyTenant.sandbox("2025-03-03T09:00:00Z").staff();

        assertThat(stranger.customer().tryGet("/v1/customers/" + customer).status())
                .isEqualTo(404);
        assertThat(stranger.invoicing().tryGet("/v1/invoices/" + id).status()).isEqualTo(404);
        assertThat(stranger.payment().tryGet("/v1/open-items/" + id).status()).isEqualTo(404);
        assertThat(stranger.payment().tryGet("/v1/payments/" + paymentId).status())
                .isEqualTo(404);
        assertThat(stranger.dunning().tryGet("/v1/cases/" + caseId).status()).isEqualTo(404);
        assertThat(stranger.customer().all("/v1/customers")).isEmpty();
        assertThat(stranger.invoicing().all("/v1/invoices")).isEmpty();
        assertThat(stranger.payment().all("/v1/open-items")).isEmpty();
        assertThat(stranger.payment().all("/v1/payments")).isEmpty();
        assertThat(stranger.dunning().all("/v1/cases")).isEmpty();
        assertThat(stranger.reporting().get("/v1/reports/ageing").path("totals"))
                .isEmpty();
    }

    @Test
    void withoutATokenEveryServiceRefusesAndAnAnalystMayNotWrite() {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        for (ServiceName service : ServiceName.values()) {
            Api nobody = new Api(tenant.system().settings().ports().baseUrl(service), "");
            assertThat(nobody.tryGet("/v1/clock").status()).as(service.id()).isEqualTo(401);
        }
        Map<String, Object> body = JourneyTenant.invoice(tenant.seller(), tenant.customer(), "100.00");
        assertThat(tenant.as("ivo", "analyst")
                        .invoicing()
                        .post("/v1/invoices", body)
                        .status())
                .isEqualTo(403);
        assertThat(List.of(tenant.staff().invoicing().all("/v1/invoices"))).containsExactly(List.of());
    }
}
