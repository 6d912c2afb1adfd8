package io.receivables.customer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.testkit.ReceivablesTestResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators and clients of the API look at. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class OperationsIT {
    private static final List<String> PATHS = List.of(
            "/v1/customers",
            "/v1/customers/{id}",
            "/v1/customer-imports",
            "/v1/customer-imports/{id}",
            "/v1/customer-imports/{id}/errors",
            "/v1/tenant",
            "/v1/tenant/clock-advances");

    @Test
    void theServiceIsAliveStartedAndReady() {
        for (var probe : List.of("live", "started", "ready")) {
            given().get("/q/health/" + probe).then().statusCode(200);
        }
    }

    @Test
    void importsAreCounted() {
        CustomerApi.ofNewTenant()
                .importCsv("externalId\nK-1\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(201);

        assertThat(given().get("/q/metrics").asString())
                .containsPattern("receivables_customer_import_rows_total\\{[^}]*outcome=\"rejected\"[^}]*} [1-9]");
    }

    @Test
    void everyOperationIsDescribedWithAnExample() {
        var description =
                Json.tree(given().queryParam("format", "json").get("/q/openapi").asString());

        assertThat(description.get("openapi").asText()).startsWith("3.1");
        for (var path : PATHS) {
            var operations = description.get("paths").get(path);
            assertThat(operations).as(path).isNotNull();
            for (var operation : operations(operations)) {
                assertThat(operation.get("summary").asText()).as(path).isNotBlank();
                assertThat(operation.get("operationId").asText()).as(path).isNotBlank();
                assertThat(operation.findValues("examples"))
                        .as(path + " " + operation.get("operationId"))
                        .isNotEmpty();
            }
        }
    }

    private static List<JsonNode> operations(JsonNode path) {
        var operations = new ArrayList<JsonNode>();
        path.properties().stream()
                .filter(entry -> List.of("get", "put", "post").contains(entry.getKey()))
                .forEach(entry -> operations.add(entry.getValue()));
        return operations;
    }
}
