package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Api;
import io.receivables.local.api.TenantApi;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ServiceDatabase;
import io.receivables.testkit.TopicProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What somebody damages in the copies of three services is found, shown and set right by one request. */
class ReconciliationJourneyIT {

    @Test
    void damagedCopiesInThreeServicesAreFoundAndHealed() throws SQLException, IOException, InterruptedException {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        String seller = tenant.seller();
        String customer = tenant.customer();
        String invoice =
                tenant.issue(seller, customer, "100.00").path("invoiceId").asText();
        tenant.issue(seller, customer, "200.00");
        tenant.issue(seller, customer, "300.00");
        damage(tenant, ServiceName.INVOICING, "update invoices set open_amount = 1 where id = '" + invoice + "'");
        damage(tenant, ServiceName.DUNNING, "delete from open_items where invoice_id = '" + invoice + "'");
        damage(
                tenant,
                ServiceName.REPORTING,
                "update open_items set open_amount = 3 where invoice_id = '" + invoice + "'");

        UUID run = reconcile(tenant);

        for (Map.Entry<ServiceName, String> copy : Map.of(
                        ServiceName.INVOICING, "WRONG_CONTENT",
                        ServiceName.DUNNING, "MISSING",
                        ServiceName.REPORTING, "WRONG_CONTENT")
                .entrySet()) {
            JsonNode ended = awaitEnd(tenant, copy.getKey(), run);
            assertThat(ended.path("items").asInt()).as(copy.getKey().id()).isEqualTo(3);
            JsonNode found = api(tenant, copy.getKey())
                    .get("/v1/reconciliations/" + run + "/differences")
                    .path("items");
            assertThat(found.findValuesAsText("kind")).as(copy.getKey().id()).containsExactly(copy.getValue());
            assertThat(found.findValuesAsText("state")).as(copy.getKey().id()).containsExactly("HEALED");
            assertThat(found.findValuesAsText("itemId")).containsExactly(invoice);
            assertEvents(tenant, copy.getKey(), run);
            Awaits.untilAsserted(() -> assertThat(metrics(tenant, copy.getKey()))
                    .containsPattern(
                            "receivables_reconciliation_differences\\{.*book=\"payment.open-items\".*} 0\\.0"));
        }
        tenant.awaitOpen(invoice, "127.00");

        UUID second = reconcile(tenant);
        for (ServiceName service :
                new ServiceName[] {ServiceName.INVOICING, ServiceName.DUNNING, ServiceName.REPORTING}) {
            assertThat(awaitEnd(tenant, service, second).path("differences").asInt())
                    .as(service.id())
                    .isZero();
        }
    }

    private static UUID reconcile(JourneyTenant tenant) {
        return UUID.fromString(tenant.staff()
                .payment()
                .post("/v1/reconciliations", Map.of())
                .expect(202)
                .json()
                .path("reconciliationId")
                .asText());
    }

    private static JsonNode awaitEnd(JourneyTenant tenant, ServiceName service, UUID run) {
        String path = "/v1/reconciliations/" + run;
        Awaits.until(service.id() + " has ended " + run, () -> api(tenant, service)
                .tryGet(path)
                .json()
                .path("state")
                .asText()
                .equals("COMPLETED"));
        return api(tenant, service).get(path);
    }

    private static void assertEvents(JourneyTenant tenant, ServiceName service, UUID run) {
        String topic = "receivables." + service.id().replace("-service", "") + ".reconciliations";
        String broker = "localhost:" + tenant.system().settings().ports().kafka();
        try (TopicProbe probe = TopicProbe.on(topic, broker)) {
            assertThat(probe.awaitCount(tenant.id(), run, 2))
                    .extracting(event -> event.type())
                    .containsExactly("ReconciliationDifferenceFound.v1", "ReconciliationCompleted.v1");
        }
    }

    private static Api api(JourneyTenant tenant, ServiceName service) {
        TenantApi staff = tenant.staff();
        return switch (service) {
            case INVOICING -> staff.invoicing();
            case DUNNING -> staff.dunning();
            default -> staff.reporting();
        };
    }

    private static String metrics(JourneyTenant tenant, ServiceName service) throws IOException, InterruptedException {
        URI uri = URI.create(tenant.system().settings().ports().baseUrl(service) + "/q/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits for the row, which comes by another way than what the invoice was awaited by. */
    private static void damage(JourneyTenant tenant, ServiceName service, String sql) throws SQLException {
        ServiceDatabase database = new ServiceDatabase(
                service.id(), "localhost", tenant.system().settings().ports().postgres());
        try (Connection connection = database.connectAsApp();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
            Awaits.until("one row is damaged in " + service.id(), () -> statement.executeUpdate(sql) == 1);
        }
    }
}
