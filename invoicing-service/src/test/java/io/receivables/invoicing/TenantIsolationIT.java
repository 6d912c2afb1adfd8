package io.receivables.invoicing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.testkit.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantIsolationIT extends InvoicingIT {

    @Test
    void aForeignTenantSeesAndReachesNothing() {
        registerCustomer();
        var seller = seller();
        String id = issued(invoice(seller));
        var stranger = given().auth().oauth2(Tokens.token(tenant + "-x", "eve", "finance", "admin"));

        assertThat(stranger.get("/v1/invoices/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/v1/sellers/" + seller).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/v1/invoices").<List<?>>path("items")).isEmpty();
        assertThat(given().auth()
                        .oauth2(Tokens.token(tenant + "-x", "eve", "finance"))
                        .contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body("{\"reason\":\"x\",\"full\":true}")
                        .post("/v1/invoices/" + id + "/credit-notes")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void rowLevelSecurityHoldsWithoutAnyFilterInTheQuery() {
        registerCustomer();
        issued(invoice(seller()));

        for (var table : Database.texts(
                "*",
                """
                select table_name from information_schema.columns
                 where table_schema = 'public' and column_name = 'tenant_id'""")) {
            var foreign = Database.texts(
                    tenant + "-x", "select count(*) from " + table + " where tenant_id = '" + tenant + "'");
            assertThat(foreign).as(table).containsExactly("0");
        }
        assertThat(Database.number(tenant + "-x", "select count(*) from invoices"))
                .isZero();
        assertThat(Database.number("", "select count(*) from invoices")).isZero();
        assertThat(Database.number(tenant, "select count(*) from invoices")).isEqualTo(1);
        assertThatThrownBy(() -> Database.change(
                        tenant + "-x",
                        "insert into customers values ('" + tenant
                                + "', gen_random_uuid(), 1, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'NET', 1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
        assertThat(
                        Database.texts(
                                "*",
                                """
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
                           and not (c.relrowsecurity and c.relforcerowsecurity)"""))
                .isEmpty();
    }
}
