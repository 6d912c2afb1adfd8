package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.Answer;
import io.receivables.local.api.TenantApi;

/** What four services say is owed on one invoice. */
record Open(JourneyTenant tenant, String invoiceId) {

    void assertEverywhere(String amount) {
        TenantApi staff = tenant.staff();
        Answer item = staff.payment().tryGet("/v1/open-items/" + invoiceId);
        assertThat(item.status()).as("payment-service").isEqualTo(200);
        assertThat(Amounts.of(item.json().path("openAmount")))
                .as("payment-service")
                .isEqualByComparingTo(amount);
        JsonNode invoice = staff.invoicing().get("/v1/invoices/" + invoiceId);
        assertThat(invoice.path("openItemVersion").asLong())
                .as("version of the copy")
                .isPositive();
        assertThat(Amounts.of(invoice.path("openAmount")))
                .as("invoicing-service")
                .isEqualByComparingTo(amount);
        JsonNode cases = staff.dunning().get("/v1/cases?invoiceId=" + invoiceId).path("items");
        assertThat(cases).as("cases").hasSize(1);
        assertThat(Amounts.of(cases.get(0).path("open"))).as("dunning-service").isEqualByComparingTo(amount);
        String customerId = invoice.path("customerId").asText();
        Answer balance = staff.reporting().tryGet("/v1/customers/" + customerId + "/balance");
        assertThat(balance.status()).as("reporting-service").isEqualTo(200);
        assertThat(balance.json().path("freshness").path("state").asText())
                .as("reporting-service")
                .isEqualTo("CURRENT");
    }
}
