package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantIsolationIT extends PaymentIntegrationTest {
    @Test
    void anotherTenantSeesAndTouchesNothing() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0001", "100.00", "2026-02-28");
        var payment = world.pay("40.00", "remittanceInformation", "HU-2026-0001");
        var path = "/v1/payments/" + payment.get("paymentId").asText();

        try (var stranger = new World()) {
            assertThat(stranger.get("/v1/open-items/" + invoice.id()).statusCode())
                    .isEqualTo(404);
            assertThat(stranger.get(path).statusCode()).isEqualTo(404);
            assertThat(stranger.read("/v1/open-items").get("items")).isEmpty();
            assertThat(stranger.post(path + "/reversals", Map.of("reason", "theft"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post(
                                    "/v1/payments",
                                    Map.of(
                                            "method",
                                            "CARD",
                                            "amount",
                                            World.money("10.00"),
                                            "allocations",
                                            List.of(World.allocation(invoice.id(), "10.00")),
                                            "reason",
                                            "theft"))
                            .jsonPath()
                            .getString("code"))
                    .isEqualTo("invoice_unknown");
            assertThat(stranger.pay("10.00", "remittanceInformation", "HU-2026-0001")
                            .get("status")
                            .asText())
                    .isEqualTo("UNAPPLIED");
        }
        assertThat(world.open(invoice.id())).isEqualByComparingTo("60.00");
    }

    @Test
    void theDatabaseHidesOtherTenantsEvenWithoutAnyFilterInTheQuery() {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0001", "100.00", "2026-02-28");
        world.pay("40.00", "remittanceInformation", "HU-2026-0001");
        world.imported(CamtSampleFiles.one());

        for (var table : List.of(
                "open_items",
                "payments",
                "allocations",
                "customers",
                "statements",
                "bank_transactions",
                "statement_imports")) {
            assertThat(Database.number(world.tenant(), "select count(*) from " + table))
                    .as(table)
                    .isPositive();
            assertThat(Database.number("t-stranger", "select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
        assertThat(
                        Database.number(
                                "*",
                                """
                        select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'flyway%'
                           and not (c.relrowsecurity and c.relforcerowsecurity)"""))
                .isZero();
    }
}
