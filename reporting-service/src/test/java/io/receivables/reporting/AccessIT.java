package io.receivables.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Tokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccessIT extends ReportingTest {
    private static final List<String> PATHS =
            List.of("/v1/reports/ageing", "/v1/reports/counters", "/v1/orders/SO-1", "/v1/rebuilds");

    @Inject
    Projections projections;

    @Test
    void oneTenantSeesNothingOfAnother() {
        var business = new Business();
        var customer = business.customer("Ana");
        var order = Optional.of("SO-1");
        var invoice = business.issue(customer, "EUR", "100.00", "2026-01-01", "2026-01-31", order);
        business.allocate(
                business.receive(Optional.of(customer), "EUR", "10.00", "2026-01-05"), invoice, "5.00", "2026-01-05");
        play(business);

        var stranger = newTenant();
        var ageing = as(stranger, "admin").get("/v1/reports/ageing").jsonPath();
        assertThat(ageing.getList("totals")).isEmpty();
        assertThat(ageing.getList("customers.items")).isEmpty();
        assertThat(as(stranger, "admin").get("/v1/reports/counters").jsonPath().getList("currencies"))
                .isEmpty();
        for (var path : List.of(
                "/v1/customers/" + customer + "/balance",
                "/v1/customers/" + customer + "/history",
                "/v1/orders/SO-1")) {
            as(stranger, "admin").get(path).then().statusCode(404);
        }
    }

    /** The second wall: the code's own tenant filter is left out. */
    @Test
    void withoutTheTenantFilterTheDatabaseStillShowsOnlyTheTenantOfTheTransaction() {
        var neighbour = newTenant();
        play(tenant, everything(), 0);
        play(neighbour, everything(), 0);

        for (var table : projections.tables()) {
            for (var schema : List.of("public", "rebuild")) {
                var sql = "select distinct tenant_id from " + schema + "." + table;
                assertThat(rows("", sql)).as(table).isEmpty();
                assertThat(rows(tenant, sql)).as(table).isSubsetOf(Map.of("tenant_id", tenant));
            }
            assertThat(rows(tenant, "select distinct tenant_id from " + table))
                    .as(table)
                    .containsExactly(Map.of("tenant_id", tenant));
            assertThat(rows(
                            tenant,
                            "select count(*) as n from pg_class c join pg_namespace s on s.oid = c.relnamespace"
                                    + " where c.relname = ? and c.relrowsecurity and c.relforcerowsecurity"
                                    + " and s.nspname in ('public', 'rebuild')",
                            table))
                    .containsExactly(Map.of("n", 2L));
        }
    }

    @Test
    void everyRoleMayReadReportsAndNobodyWithoutOne() {
        for (var role : List.of("finance", "sales", "delivery", "collector", "manager", "analyst", "admin")) {
            as(role).get("/v1/reports/ageing").then().statusCode(200);
            as(role).get("/v1/reports/counters").then().statusCode(200);
        }
        as("guest").get("/v1/reports/ageing").then().statusCode(403).body("code", equalTo("forbidden"));
        as("analyst").get("/v1/rebuilds").then().statusCode(403);
    }

    @Test
    void withoutAValidTokenNothingIsAnswered() {
        for (var path : PATHS) {
            given().get(path).then().statusCode(401).body("code", equalTo("unauthenticated"));
        }
        for (var token : List.of(
                Tokens.expired(tenant, "anna", "admin"),
                Tokens.wrongAudience(tenant, "anna", "admin"),
                Tokens.wrongIssuer(tenant, "anna", "admin"),
                Tokens.wrongKey(tenant, "anna", "admin"),
                Tokens.unsigned(tenant, "anna", "admin"))) {
            given().auth().oauth2(token).get("/v1/reports/ageing").then().statusCode(401);
        }
        given().auth()
                .oauth2(Tokens.withoutTenant("anna", "admin"))
                .get("/v1/reports/ageing")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/reports/ageing?asOf=2026-02-30, invalid_parameter",
        "/v1/reports/ageing?asOf=yesterday, invalid_parameter",
        "/v1/reports/ageing?asOf=+999999-01-01, invalid_parameter",
        "/v1/reports/ageing?knownAt=2026-01-01, invalid_parameter",
        "/v1/reports/ageing?knownAt=+99999-01-01T00:00:00Z, invalid_parameter",
        "/v1/reports/ageing?zone=Mars/Olympus, invalid_parameter",
        "/v1/reports/ageing?currency=EURO, unknown_currency",
        "/v1/reports/ageing?currency=eur, unknown_currency",
        "/v1/reports/ageing?customerId=42, invalid_parameter",
        "/v1/reports/ageing?customerId=1-1-1-1-1, invalid_parameter",
        "/v1/reports/ageing?limit=0, validation_failed",
        "/v1/reports/ageing?limit=501, validation_failed",
        "/v1/reports/ageing?cursor=%25%25, invalid_cursor",
        "/v1/reports/ageing?cursor=WyJ4IiwiRVVSIl0, invalid_cursor",
        "/v1/reports/counters?from=31.12.2026, invalid_parameter",
        "/v1/customers/abc/balance, invalid_parameter",
        "/v1/customers/abc/history, invalid_parameter",
        "/v1/customers/0199a1c2-7d10-7a31-8f00-3c5b2a9d4e11/history?cursor=WyJ4IiwieSJd, invalid_cursor"
    })
    void badInputIsRefusedWithItsCode(String path, String code) {
        as("analyst")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "{\"reason\":\"\"}", "{\"reason\":1}", "{\"reason\":\"x\",\"y\":1}", "{"
            })
    void aBadRebuildRequestIsRefusedAndNothingStarts(String body) {
        as("admin")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post("/v1/rebuilds")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertThat(as("admin").get("/v1/rebuilds").jsonPath().getList("items")).isEmpty();
    }

    @Test
    void aRebuildNeedsAnIdempotencyKey() {
        as("admin")
                .contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/v1/rebuilds")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency_key_required"));
    }

    private static List<io.receivables.reporting.support.Event> everything() {
        var business = new Business();
        var ana = business.customer("Ana");
        var invoice = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        business.credit(invoice, "5.00", "2026-01-05");
        business.remind(invoice);
        var payment = business.receive(Optional.of(ana), "EUR", "20.00", "2026-02-01");
        business.deallocate(payment, business.allocate(payment, invoice, "20.00", "2026-02-01"), "4.00", "2026-02-02");
        business.statement();
        return business.events();
    }
}
