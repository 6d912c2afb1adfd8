package io.receivables.dunning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PolicyIT extends DunningIT {

    private static final String POLICY =
            """
            {"effectiveFrom":"%s","levels":[{"name":"Only one","days":%d,"tone":"FRIENDLY"}],"minimumGapDays":7}""";

    @TestHTTPResource("/v1/policies")
    URL policies;

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @Test
    void everyTenantHasThebuiltInPolicyWithoutAnyCall() {
        try (World world = new World()) {
            world.as("finance")
                    .get("/v1/policies/current")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(0))
                    .body("levels.days", equalTo(List.of(-3, 3, 14, 30)));
        }
    }

    @Test
    void newVersionAppliesFromItsDateAndRunningCasesKeepTheirs() {
        try (World world = new World()) {
            UUID customer = world.customer("en", world.tenant + "@debtor.example");
            UUID running = world.invoice(customer);
            world.dunned(running);
            post(world, POLICY.formatted("2025-03-10", 1), "k1")
                    .then()
                    .statusCode(201)
                    .body("version", equalTo(1));
            UUID before = world.invoice(customer);
            world.moveTo(LocalDate.parse("2025-03-10"));
            UUID after = world.invoice(customer);

            assertThat(world.dunned(running).getInt("policyVersion")).isZero();
            assertThat(world.dunned(before).getInt("policyVersion")).isZero();
            assertThat(world.dunned(after).getInt("policyVersion")).isEqualTo(1);
            assertThat(world.dunned(after).getString("nextAction.on")).isEqualTo("2025-04-01");
            world.as("admin").get("/v1/policies").then().statusCode(200).body("items.version", equalTo(List.of(1, 0)));
            world.as("admin").get("/v1/policies/1").then().statusCode(200).body("levels[0].name", equalTo("Only one"));
            world.as("admin").get("/v1/policies/7").then().statusCode(404).body("code", equalTo("not_found"));
        }
    }

    @Test
    void sameKeyCreatesOneVersionHoweverOftenItIsSent() {
        try (World world = new World()) {
            String body = POLICY.formatted("2025-03-10", 1);
            List<CompletableFuture<Response>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> post(world, body, "same")));
            }

            assertThat(calls)
                    .extracting(call -> call.join().asString())
                    .containsOnly(calls.get(0).join().asString());
            assertThat(count(world)).isEqualTo(1);
            post(world, POLICY.formatted("2025-03-11", 1), "same").then().statusCode(422);
            assertThat(Database.number(
                            world.tenant, "select count(*) from audit_entries where entity = 'dunning-policy'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void writersAtOnceGetVersionsWithoutGaps() {
        try (World world = new World()) {
            List<CompletableFuture<Response>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String key = "writer-" + i;
                calls.add(CompletableFuture.supplyAsync(() -> post(world, POLICY.formatted("2025-03-10", 1), key)));
            }
            calls.forEach(call -> call.join().then().statusCode(201));

            assertThat(Database.texts(world.tenant, "select version from policies order by version"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        }
    }

    @Test
    void badInputIsRefusedWithItsCodeAndChangesNothing() {
        String level = "{\"name\":\"a\",\"days\":3,\"tone\":\"FRIENDLY\"}";
        Map<String, String> codes = Map.ofEntries(
                Map.entry("{\"levels\":[]}", "validation_failed"),
                Map.entry("{}", "validation_failed"),
                Map.entry("{\"levels\":[" + level + "," + level + "]}", "validation_failed"),
                Map.entry("{\"levels\":[{\"name\":\" \",\"days\":3,\"tone\":\"FRIENDLY\"}]}", "validation_failed"),
                Map.entry("{\"levels\":[{\"name\":\"a\",\"days\":-3,\"tone\":\"FRIENDLY\"}]}", "validation_failed"),
                Map.entry("{\"levels\":[{\"name\":\"a\",\"days\":9999,\"tone\":\"FRIENDLY\"}]}", "validation_failed"),
                Map.entry("{\"levels\":[" + level + "],\"minimumGapDays\":0}", "validation_failed"),
                Map.entry("{\"levels\":[" + level + "],\"sendFromHour\":24}", "validation_failed"),
                Map.entry("{\"levels\":[" + level + "],\"colour\":\"red\"}", "unknown_field"),
                Map.entry("{\"levels\":[" + level + "],\"effectiveFrom\":\"2024-12-31\"}", "policy_effective_in_past"),
                Map.entry("{\"levels\":[" + level + "],\"effectiveFrom\":\"soon\"}", "validation_failed"),
                Map.entry("{\"levels\":[" + level, "malformed_body"),
                Map.entry(
                        "{\"levels\":[" + level
                                + "],\"minimumOpenAmounts\":[{\"amount\":\"1.001\",\"currency\":\"EUR\"}]}",
                        "amount_too_precise"),
                Map.entry(
                        "{\"levels\":[" + level + "],\"minimumOpenAmounts\":[{\"amount\":\"1\",\"currency\":\"XXQ\"}]}",
                        "unknown_currency"),
                Map.entry(
                        "{\"levels\":[" + level
                                + "],\"minimumOpenAmounts\":[{\"amount\":\"-1\",\"currency\":\"EUR\"}]}",
                        "validation_failed"));
        try (World world = new World()) {
            codes.forEach((body, code) -> {
                Response response = post(world, body, UUID.randomUUID().toString());
                assertThat(response.jsonPath().getString("code")).as(body).isEqualTo(code);
                assertThat(response.contentType()).startsWith("application/problem+json");
            });
            world.as("admin")
                    .contentType(ContentType.JSON)
                    .body(POLICY.formatted("2025-03-10", 1))
                    .post("/v1/policies")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("idempotency_key_required"));
            assertThat(count(world)).isZero();
        }
    }

    @Test
    void onlyAdministratorsChangePolicies() {
        try (World world = new World()) {
            for (String role : List.of("finance", "sales", "collector", "analyst", "manager", "delivery")) {
                world.as(role)
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", "x")
                        .body(POLICY.formatted("2025-03-10", 1))
                        .post("/v1/policies")
                        .then()
                        .statusCode(403);
            }
            world.as("sales").get("/v1/policies").then().statusCode(403);
            assertThat(count(world)).isZero();
        }
    }

    @Test
    void contradictionsAreAllNamedAtOnce() {
        String body =
                """
                {"levels":[{"name":"a","days":5,"tone":"PRE_DUE"},{"name":"b","days":5,"tone":"FINAL"}]}""";
        try (World world = new World()) {
            post(world, body, "k")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("levels[0].tone"))
                    .body("errors.field", hasItem("levels[1].days"));
        }
    }

    @Test
    void clientsThatHangUpLeaveAWholePolicyOrNone() throws IOException {
        try (World world = new World()) {
            String token = Tokens.token(world.tenant, "anna", "admin");
            for (int i = 0; i < 300; i++) {
                hangUp(token, POLICY.formatted("2025-03-10", 1), "cut-" + i, i % 8);
            }
            post(world, POLICY.formatted("2025-03-10", 1), "last").then().statusCode(201);

            Awaits.untilAsserted(() -> {
                long policies = count(world);
                assertThat(Database.number(world.tenant, "select max(version) from policies"))
                        .isEqualTo(policies);
                assertThat(Database.number(world.tenant, "select count(*) from audit_entries"))
                        .isEqualTo(policies);
                assertThat(Database.number(world.tenant, "select count(*) from idempotency_keys where status = 201"))
                        .isEqualTo(policies);
            });
        }
    }

    private void hangUp(String token, String body, String key, int delayMillis) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/policies HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        try (Socket socket = new Socket(policies.getHost(), policies.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            java.util.concurrent.locks.LockSupport.parkNanos(delayMillis * 1_000_000L);
        }
    }

    private static Response post(World world, String body, String key) {
        return world.as("admin")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/policies");
    }

    private static long count(World world) {
        return Database.number(world.tenant, "select count(*) from policies");
    }
}
