package io.receivables.customer.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.CustomerApi;
import io.receivables.customer.Database;
import io.receivables.customer.events.Topics;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.TopicProbe;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class TenantIT {
    private static final String SANDBOX =
            "{\"name\":\"Demo\",\"sandbox\":true,\"initialClock\":\"2025-01-01T08:00:00Z\"}";

    private final CustomerApi api = CustomerApi.ofNewTenant();

    @Test
    void aSandboxLivesOnItsOwnClock() {
        put(SANDBOX).then().statusCode(201).header("ETag", equalTo("\"1\""));

        advance("2025-02-01T09:00:00+01:00")
                .then()
                .statusCode(200)
                .body("clock", equalTo("2025-02-01T08:00:00Z"))
                .body("initialClock", equalTo("2025-01-01T08:00:00Z"));

        api.request()
                .get("/v1/clock")
                .then()
                .body("now", equalTo("2025-02-01T08:00:00Z"))
                .body("sandbox", equalTo(true));
        api.get(api.register(CustomerApi.customer("C-1"))).then().body("createdAt", equalTo("2025-02-01T08:00:00Z"));
        api.request().get("/v1/tenant").then().statusCode(200).body("clock", equalTo("2025-02-01T08:00:00Z"));
    }

    @Test
    void aTenantWithCustomersCannotBecomeASandbox() {
        api.register(CustomerApi.customer("C-1"));

        put(SANDBOX).then().statusCode(409).body("code", equalTo("tenant_sandbox_immutable"));

        advance("2030-01-01T00:00:00Z").then().statusCode(409).body("code", equalTo("tenant_not_sandbox"));
        put("{\"name\":\"Real\",\"sandbox\":false}").then().statusCode(201);
    }

    @Test
    void everyMoveIsPublishedInOrder() {
        put(SANDBOX).then().statusCode(201);
        advance("2025-02-01T08:00:00Z").then().statusCode(200);
        advance("2025-02-01T08:00:00Z").then().statusCode(200);
        advance("2025-03-01T08:00:00Z").then().statusCode(200);

        var id = UUID.nameUUIDFromBytes(("tenant:" + api.tenant()).getBytes(StandardCharsets.UTF_8));
        try (var topic = TopicProbe.on(Topics.TENANTS)) {
            var events = topic.awaitCount(api.tenant(), id, 3);

            assertThat(events)
                    .extracting(ObservedEvent::type)
                    .containsExactly("TenantRegistered.v1", "TenantClockMoved.v1", "TenantClockMoved.v1");
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L);
            events.forEach(EventContracts::assertValid);
            assertThat(events.get(2).data().get("previousClock").asText()).isEqualTo("2025-02-01T08:00:00Z");
            assertThat(events.get(2).data().get("clock").asText()).isEqualTo("2025-03-01T08:00:00Z");
        }
    }

    @Test
    void theClockOfASandboxNeverGoesBack() {
        put(SANDBOX).then().statusCode(201);
        var before = Database.rows(api.tenant());

        advance("2024-12-31T23:59:59Z").then().statusCode(409).body("code", equalTo("clock_not_forward"));

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
    }

    @Test
    void aSandboxWithoutInitialClockStartsAtTheSystemClock() {
        put("{\"name\":\"Demo\",\"sandbox\":true}").then().statusCode(201).body("clock", nullValue());

        advance("2020-01-01T00:00:00Z").then().statusCode(409).body("code", equalTo("clock_not_forward"));
        advance("2150-01-01T00:00:00Z").then().statusCode(200);
    }

    @Test
    void theClockOfAProductionTenantCannotBeMoved() {
        advance("2150-01-01T00:00:00Z").then().statusCode(409).body("code", equalTo("tenant_not_sandbox"));
        put("{\"name\":\"Real\",\"sandbox\":false}").then().statusCode(201);
        advance("2150-01-01T00:00:00Z").then().statusCode(409).body("code", equalTo("tenant_not_sandbox"));
        api.request().get("/v1/clock").then().body("sandbox", equalTo(false));
    }

    @Test
    void aTenantThatWasNeverRegisteredIsNotFound() {
        api.request().get("/v1/tenant").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void theSameSettingsAgainChangeNothingAlsoAfterTheClockMoved() {
        put(SANDBOX).then().statusCode(201);
        advance("2025-02-01T08:00:00Z").then().statusCode(200);
        var before = Database.rows(api.tenant());

        put(SANDBOX).then().statusCode(200).body("clock", equalTo("2025-02-01T08:00:00Z"));

        assertThat(Database.rows(api.tenant())).isEqualTo(before);
    }

    @Test
    void aTenantStaysWhatItIs() {
        put(SANDBOX).then().statusCode(201);

        put("{\"name\":\"Demo\",\"sandbox\":false}")
                .then()
                .statusCode(409)
                .body("code", equalTo("tenant_sandbox_immutable"));
        put(SANDBOX.replace("2025-01", "2025-05"))
                .then()
                .statusCode(409)
                .body("code", equalTo("tenant_sandbox_immutable"));
    }

    @Test
    void aNewNameNeedsTheTagAndIsPublishedWithTheWholeState() {
        put(SANDBOX).then().statusCode(201);
        var renamed = SANDBOX.replace("Demo", "Demo 2");

        put(renamed).then().statusCode(428).body("code", equalTo("precondition_required"));
        api.request()
                .header("If-Match", "\"9\"")
                .body(renamed)
                .put("/v1/tenant")
                .then()
                .statusCode(412);
        api.request()
                .header("If-Match", "\"1\"")
                .body(renamed)
                .put("/v1/tenant")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""));

        try (var topic = TopicProbe.on(Topics.TENANTS)) {
            var event = topic.await("the rename", e -> e.tenant().equals(api.tenant()) && e.sequence() == 2);
            assertThat(event.type()).isEqualTo("TenantRegistered.v1");
            assertThat(event.data().get("name").asText()).isEqualTo("Demo 2");
            EventContracts.assertValid(event);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | sandbox      | required",
                "{\"name\":\"x\"}                                              | sandbox      | required",
                "{\"name\":\" \",\"sandbox\":true}                             | name         | required",
                "{\"name\":\"x\",\"sandbox\":\"yes\"}                          | sandbox      | invalid_value",
                "{\"name\":\"x\",\"sandbox\":true,\"clock\":\"now\"}           | clock        | unknown_field",
                "{\"name\":\"x\",\"sandbox\":true,\"initialClock\":\"now\"}    | initialClock | instant_invalid",
                "{\"name\":\"x\",\"sandbox\":true,\"initialClock\":\"1999-01-01T00:00:00Z\"} | initialClock | instant_out_of_range",
                "{\"name\":\"x\",\"sandbox\":false,\"initialClock\":\"2025-01-01T00:00:00Z\"} | initialClock | sandbox_only",
            })
    void badSettingsAreRefused(String body, String field, String code) {
        put(body).then().statusCode(400).body("errors.field", hasItem(field)).body("errors.code", hasItem(code));
        assertThat(Database.rows(api.tenant())).containsOnly(0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                 | to   | required",
                "{\"to\":5}                         | to   | invalid_value",
                "{\"to\":\"tomorrow\"}              | to   | instant_invalid",
                "{\"to\":\"2025-02-01\"}            | to   | instant_invalid",
                "{\"to\":\"9999-12-31T00:00:00Z\"}  | to   | instant_out_of_range",
                "{\"from\":\"2025-02-01\"}          | from | unknown_field",
            })
    void badMovesAreRefused(String body, String field, String code) {
        put(SANDBOX).then().statusCode(201);
        api.request()
                .body(body)
                .post("/v1/tenant/clock-advances")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors.code", hasItem(code));
    }

    @Test
    void onlyAdministratorsWriteAndFinanceMayRead() {
        put(SANDBOX).then().statusCode(201);
        var finance = api.withRoles("finance");

        finance.request().get("/v1/tenant").then().statusCode(200);
        finance.request().body(SANDBOX).put("/v1/tenant").then().statusCode(403);
        finance.request()
                .body("{\"to\":\"2026-01-01T00:00:00Z\"}")
                .post("/v1/tenant/clock-advances")
                .then()
                .statusCode(403);
        api.withRoles("sales").request().get("/v1/tenant").then().statusCode(403);
    }

    private Response put(String body) {
        return api.request().body(body).put("/v1/tenant");
    }

    private Response advance(String to) {
        return api.request().body("{\"to\":\"" + to + "\"}").post("/v1/tenant/clock-advances");
    }
}
