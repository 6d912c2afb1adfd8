package io.receivables.customer.customer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.CustomerApi;
import io.receivables.customer.Database;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and do what: tokens, roles and the two walls between tenants. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class CustomerAccessIT {
    private static final List<String> TABLES =
            List.of("customers", "customer_search_terms", "customer_imports", "customer_import_errors", "tenants");

    private final CustomerApi api = CustomerApi.ofNewTenant();

    static Stream<String> badTokens() {
        return Stream.of(
                Tokens.expired("acme", "anna", "admin"),
                Tokens.wrongAudience("acme", "anna", "admin"),
                Tokens.wrongIssuer("acme", "anna", "admin"),
                Tokens.wrongKey("acme", "anna", "admin"),
                Tokens.unsigned("acme", "anna", "admin"),
                "nonsense");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotGoodIsRefused(String token) {
        for (var path : List.of("/v1/customers", "/v1/tenant")) {
            given().auth().oauth2(token).get(path).then().statusCode(401).body("code", equalTo("unauthenticated"));
        }
    }

    @Test
    void aRequestWithoutTokenIsRefused() {
        given().get("/v1/customers").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery", "collector", "manager", "analyst", "stranger"})
    void rolesThatMayNotWriteAreForbiddenTo(String role) {
        var id = api.register(CustomerApi.customer("C-1"));
        var before = Database.rows(api.tenant());
        var reader = api.withRoles(role);

        reader.post(CustomerApi.customer("C-2")).then().statusCode(403).body("code", equalTo("forbidden"));
        reader.put(id, "\"1\"", CustomerApi.customer("C-3")).then().statusCode(403);
        reader.importCsv("externalId\nC-9\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(403);
        reader.request()
                .body("{\"name\":\"x\",\"sandbox\":true}")
                .put("/v1/tenant")
                .then()
                .statusCode(403);
        reader.get(id).then().statusCode(role.equals("stranger") ? 403 : 200);

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales", "finance", "admin"})
    void rolesThatMayWriteWrite(String role) {
        api.withRoles(role).register(CustomerApi.customer("C-1"));
    }

    @Test
    void anotherTenantFindsNothing() {
        var id = api.register(CustomerApi.customer("C-1"));
        var importId = api.importCsv("externalId\nC-9\n".getBytes(StandardCharsets.UTF_8))
                .<String>path("id");
        var stranger = CustomerApi.ofNewTenant();

        stranger.get(id).then().statusCode(404).body("code", equalTo("not_found"));
        stranger.put(id, "\"1\"", CustomerApi.customer("C-2")).then().statusCode(404);
        stranger.request().get("/v1/customers").then().body("items.size()", equalTo(0));
        stranger.request().queryParam("q", "duna").get("/v1/customers").then().body("items.size()", equalTo(0));
        stranger.request().get("/v1/customer-imports/" + importId).then().statusCode(404);
        stranger.request()
                .get("/v1/customer-imports/" + importId + "/errors")
                .then()
                .statusCode(404);
        stranger.request()
                .queryParam("entity", "customer")
                .queryParam("id", id.toString())
                .get("/v1/audit-entries")
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void rowLevelSecurityHidesOtherTenantsFromQueriesWithoutFilter() throws SQLException {
        api.request()
                .body("{\"name\":\"x\",\"sandbox\":true}")
                .put("/v1/tenant")
                .then()
                .statusCode(201);
        api.register(CustomerApi.customer("C-1"));
        api.importCsv("externalId\nC-9\n".getBytes(StandardCharsets.UTF_8));
        var stranger = CustomerApi.ofNewTenant();

        for (var table : TABLES) {
            var count = "select count(*) from " + table;
            assertThat(Database.number(api.tenant(), count)).as(table).isPositive();
            assertThat(Database.number(stranger.tenant(), count)).as(table).isZero();
            assertThat(Database.number("", count)).as(table).isZero();
            try (var connection = Database.open(stranger.tenant());
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("delete from " + table))
                        .as(table)
                        .isZero();
            }
        }
    }

    @Test
    void theDatabaseKeepsUnsetTenantsOut() throws SQLException {
        try (var connection = Database.open("");
                var statement = connection.createStatement()) {
            var problems = org.assertj.core.api.Assertions.catchThrowable(() -> statement.executeUpdate(
                    "insert into tenants (tenant_id, name, sandbox, version, sequence, registered_at)"
                            + " values ('acme', 'x', false, 1, 1, now())"));
            assertThat(problems).isInstanceOf(SQLException.class).hasMessageContaining("row-level security");
        }
    }
}
