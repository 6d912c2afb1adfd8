package io.receivables.customer;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.receivables.chassis.json.Json;
import io.receivables.customer.customer.rest.CustomerExamples;
import io.receivables.testkit.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** One tenant's view of the service over HTTP; every test has a tenant of its own. */
public final class CustomerApi {
    private final String tenant;
    private final String token;

    private CustomerApi(String tenant, String... roles) {
        this.tenant = tenant;
        this.token = Tokens.token(tenant, "anna", roles);
    }

    public static CustomerApi ofNewTenant() {
        return new CustomerApi("t-" + UUID.randomUUID().toString().substring(0, 13), "admin", "finance", "sales");
    }

    public CustomerApi withRoles(String... roles) {
        return new CustomerApi(tenant, roles);
    }

    public String tenant() {
        return tenant;
    }

    public String token() {
        return token;
    }

    /** A valid customer with this external id, to be changed by the test. */
    public static ObjectNode customer(String externalId) {
        var body = (ObjectNode) Json.tree(CustomerExamples.REQUEST);
        return body.put("externalId", externalId);
    }

    public RequestSpecification request() {
        return given().auth().oauth2(token).contentType("application/json");
    }

    public Response post(JsonNode body, String key) {
        return request().header("Idempotency-Key", key).body(body.toString()).post("/v1/customers");
    }

    public Response post(JsonNode body) {
        return post(body, UUID.randomUUID().toString());
    }

    /** Registers a customer and gives its id. */
    public UUID register(JsonNode body) {
        var response = post(body);
        response.then().statusCode(201);
        return UUID.fromString(response.path("id"));
    }

    public Response get(UUID id) {
        return request().get("/v1/customers/" + id);
    }

    public Response put(UUID id, String ifMatch, JsonNode body) {
        return request().header("If-Match", ifMatch).body(body.toString()).put("/v1/customers/" + id);
    }

    public Response importCsv(byte[] file) {
        return given().auth().oauth2(token).contentType("text/csv").body(file).post("/v1/customer-imports");
    }
}
