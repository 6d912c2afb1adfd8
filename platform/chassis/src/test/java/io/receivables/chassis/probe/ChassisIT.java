package io.receivables.chassis.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.receivables.testkit.TopicFeeder;
import io.receivables.testkit.TopicProbe;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class ChassisIT {
    @Inject
    Transactions transactions;

    @Inject
    ProbeConsumer consumer;

    @Inject
    Outbox outbox;

    private static final UUID LARGE = Ids.next();

    private final String tenant = "t-" + Ids.next().toString().substring(24);

    private RequestSpecification as(String who, String... roles) {
        return given().auth().oauth2(Tokens.token(who, "anna", roles)).contentType("application/json");
    }

    private Response create(String key, String body) {
        return as(tenant, "finance").header("Idempotency-Key", key).body(body).post("/v1/probes");
    }

    private static String key() {
        return Ids.next().toString();
    }

    private String scalar(String who, String sql, Object... parameters) {
        return transactions
                .forTenant(who, "test", tx -> tx.query(sql, parameters))
                .map(rows -> String.valueOf(rows.iterator().next().getValue(0)))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    @Test
    void fiftySendersOfOneKeyGetOneEffectAndTheSameBytes() throws Exception {
        var key = key();
        var pool = Executors.newFixedThreadPool(50);
        var answers = pool.invokeAll(IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> create(key, "{\"name\":\"one\"}"))
                .toList());
        pool.shutdown();
        var first = answers.get(0).get();
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("ETag")).isEqualTo("\"1\"");
        for (var answer : answers) {
            assertThat(answer.get().asByteArray()).isEqualTo(first.asByteArray());
            assertThat(answer.get().statusCode()).isEqualTo(201);
        }
        assertThat(scalar(tenant, "select count(*) from probes where tenant_id = $1", tenant))
                .isEqualTo("1");
        assertThat(scalar(tenant, "select count(*) from outbox where tenant_id = $1", tenant))
                .isEqualTo("1");
    }

    @Test
    void aKeyWithAnotherBodyIsRefusedAndChangesNothing() {
        var key = key();
        create(key, "{\"name\":\"one\"}").then().statusCode(201);
        assertProblem(create(key, "{\"name\":\"two\"}"), 422, "idempotency_key_reused");
        assertThat(scalar(tenant, "select count(*) from probes where tenant_id = $1", tenant))
                .isEqualTo("1");
    }

    @Test
    void aRefusalIsRolledBackStoredAndReplayed() {
        var key = key();
        var first = create(key, "{\"name\":\"refuse\"}");
        assertProblem(first, 409, "conflict");
        var second = create(key, "{\"name\":\"refuse\"}");
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(scalar(tenant, "select count(*) from probes where tenant_id = $1", tenant))
                .isEqualTo("0");
        assertThat(scalar(tenant, "select count(*) from outbox where tenant_id = $1", tenant))
                .isEqualTo("0");
    }

    @Test
    void anUnexpectedFailureShowsNothingOfTheMachineAndKeepsTheKeyFree() {
        var key = key();
        var answer = create(key, "{\"name\":\"fail\"}");
        assertProblem(answer, 500, "internal_error");
        assertThat(answer.asString()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(scalar(tenant, "select count(*) from idempotency_keys where tenant_id = $1", tenant))
                .isEqualTo("0");
    }

    @Test
    void badInputIsRefusedWithAStableCode() {
        assertProblem(create("", "{\"name\":\"x\"}"), 400, "idempotency_key_required");
        assertProblem(create(key(), "{\"name\":\"\"}"), 400, "validation_failed");
        assertProblem(create(key(), "{\"name\":\"x\",\"nmae\":1}"), 400, "unknown_field");
        assertProblem(create(key(), "{\"name\":7}"), 400, "validation_failed");
        assertProblem(create(key(), "{\"name\":"), 400, "malformed_body");
        assertProblem(create(key(), "[]"), 400, "malformed_body");
        assertProblem(create(key(), ""), 400, "validation_failed");
        assertProblem(create(key(), "{\"name\":\"a\\u0000b\"}"), 400, "validation_failed");
        assertProblem(create(key(), money("\"1.001\"", "EUR")), 400, "amount_too_precise");
        assertProblem(create(key(), money("\"1\"", "XXQ")), 400, "unknown_currency");
        assertProblem(create(key(), money("1.5", "EUR")), 400, "validation_failed");
        assertProblem(create(key(), money("\"1e3\"", "EUR")), 400, "validation_failed");
        assertProblem(create(key(), money("\"1\",\"amount\":\"2\"", "EUR")), 400, "malformed_body");
        assertProblem(
                as(tenant, "finance")
                        .contentType("text/plain")
                        .header("Idempotency-Key", key())
                        .body("x")
                        .post("/v1/probes"),
                415,
                "unsupported_media_type");
        assertProblem(create(key(), "{\"name\":\"" + "x".repeat(2_000_000) + "\"}"), 413, "body_too_large");
        assertProblem(as(tenant, "finance").get("/v1/nothing"), 404, "not_found");
        assertProblem(as(tenant, "admin").get("/v1/parked-events?limit=many"), 400, "invalid_parameter");
        assertProblem(as(tenant, "admin").get("/v1/parked-events?limit=0"), 400, "validation_failed");
        assertProblem(as(tenant, "admin").get("/v1/parked-events?cursor=x"), 400, "invalid_cursor");
        assertProblem(as(tenant, "finance").delete("/v1/probes"), 405, "method_not_allowed");
        assertProblem(as(tenant, "finance").post("/v1/probes/no-uuid/renamings"), 404, "not_found");
        assertThat(scalar(tenant, "select count(*) from probes where tenant_id = $1", tenant))
                .isEqualTo("0");
    }

    private static String money(String amount, String currency) {
        return "{\"name\":\"x\",\"amount\":{\"amount\":" + amount + ",\"currency\":\"" + currency + "\"}}";
    }

    /** JSON in chunks announces no length, so it could fill the memory unseen. */
    @Test
    void whatIsNoMediaTypeIsRefused() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/probes"))
                .header("Authorization", "Bearer " + Tokens.token(tenant, "anna", "finance"))
                .header("Content-Type", "/")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("\"code\":\"unsupported_media_type\"");
    }

    @Test
    void everyRefusalIsDescribedAsAProblem() {
        var description = given().queryParam("format", "json").get("/q/openapi").jsonPath();

        for (var status : List.of("400", "401", "403", "409", "422", "503")) {
            assertThat(description.getString("paths.'/v1/probes'.post.responses.'" + status
                            + "'.content.'application/problem+json'.schema.'$ref'"))
                    .as(status)
                    .isEqualTo("#/components/schemas/Problem");
        }
        assertThat(description.getList("components.schemas.Problem.required"))
                .contains("type", "title", "status", "code");
    }

    @Test
    void jsonInChunksIsRefusedUnread() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/probes"))
                .header("Authorization", "Bearer " + Tokens.token(tenant, "anna", "finance"))
                .header("Content-Type", "Application/JSON")
                .header("Idempotency-Key", key())
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8))))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(411);
        assertThat(answer.body()).contains("\"code\":\"length_required\"");
    }

    @Test
    void anEventOfThreeMegabytesIsPublishedAndALargerOneIsRefused() {
        var large = transactions.forTenant(
                tenant,
                "test",
                tx -> outbox.append(
                        tx,
                        ProbeResource.TOPIC,
                        new OutboxEvent("Probe.v1", LARGE, 1, Map.of("name", "y".repeat(3_000_000)))));
        large.await().atMost(Duration.ofSeconds(60));
        Awaits.untilAsserted(() -> assertThat(copy(LARGE)).hasSize(3_000_000));
        var tooLarge = transactions.forTenant(
                tenant,
                "test",
                tx -> outbox.append(
                        tx,
                        ProbeResource.TOPIC,
                        new OutboxEvent("Probe.v1", LARGE, 2, Map.of("name", "y".repeat(5_000_000)))));
        assertThatThrownBy(() -> tooLarge.await().atMost(Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.status()).isEqualTo(413));
    }

    @Test
    void everyBadTokenIsRefused() {
        for (var token : new String[] {
            Tokens.expired(tenant, "anna", "finance"),
            Tokens.wrongAudience(tenant, "anna", "finance"),
            Tokens.wrongIssuer(tenant, "anna", "finance"),
            Tokens.wrongKey(tenant, "anna", "finance"),
            Tokens.unsigned(tenant, "anna", "finance")
        }) {
            assertProblem(given().auth().oauth2(token).get("/v1/probes"), 401, "unauthenticated");
        }
        assertProblem(given().get("/v1/probes"), 401, "unauthenticated");
        assertProblem(as(tenant, "sales").get("/v1/probes"), 403, "forbidden");
        assertProblem(
                given().auth().oauth2(Tokens.withoutTenant("anna", "finance")).get("/v1/probes"), 403, "forbidden");
    }

    @Test
    void theDatabaseHidesOtherTenantsWithoutTheFilterOfTheCode() {
        create(key(), "{\"name\":\"mine\"}").then().statusCode(201);
        assertThat(as(tenant, "finance").get("/v1/probes").jsonPath().getList("$"))
                .hasSize(1);
        assertThat(as("other-tenant", "finance").get("/v1/probes").jsonPath().getList("$"))
                .isEmpty();
        assertThat(scalar("other-tenant", "select count(*) from outbox where tenant_id = $1", tenant))
                .isEqualTo("0");
    }

    @Test
    void eventsArriveInOrderAndAreAppliedOnce() {
        UUID id = UUID.fromString(create(key(), "{\"name\":\"n1\"}").jsonPath().getString("id"));
        for (int i = 2; i <= 20; i++) {
            as(tenant, "finance")
                    .header("Idempotency-Key", key())
                    .body("{\"name\":\"n" + i + "\"}")
                    .post("/v1/probes/" + id + "/renamings")
                    .then()
                    .statusCode(200);
        }
        var expected = String.join(
                ",", IntStream.rangeClosed(1, 20).mapToObj(i -> "n" + i).toList());
        Awaits.untilAsserted(() -> assertThat(copy(id)).isEqualTo(expected));
        try (var probe = TopicProbe.on(ProbeResource.TOPIC)) {
            var events = probe.awaitCount(tenant, id, 20);
            assertThat(events).hasSize(20);
            assertThat(events.get(0).header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        }
    }

    private String copy(UUID id) {
        return scalar(tenant, "select coalesce(max(names), '') from probe_copies where id = $1", id);
    }

    @Test
    void aGapParksTheAggregateUntilTheMissingEventComes() {
        var id = Ids.next();
        var other = Ids.next();
        try (var feeder = TopicFeeder.forTenant(tenant)) {
            probe(feeder, id, 1, "a");
            probe(feeder, id, 3, "c");
            probe(feeder, id, 4, "d");
            probe(feeder, other, 1, "x");
            Awaits.untilAsserted(() -> assertThat(copy(other)).isEqualTo("x"));
            Awaits.untilAsserted(() -> assertThat(parked(id)).isEqualTo(2));
            assertThat(copy(id)).isEqualTo("a");
            probe(feeder, id, 2, "b");
            Awaits.untilAsserted(() -> assertThat(copy(id)).isEqualTo("a,b,c,d"));
            assertThat(parked(id)).isZero();
            probe(feeder, id, 5, "e");
            Awaits.untilAsserted(() -> assertThat(copy(id)).isEqualTo("a,b,c,d,e"));
        }
    }

    @Test
    void duplicatesChangeNothing() {
        var id = Ids.next();
        try (var feeder = TopicFeeder.forTenant(tenant)) {
            var first = draft(feeder, id, 1, "a");
            first.send();
            first.send();
            draft(feeder, id, 1, "again").send();
            first.send();
            probe(feeder, id, 2, "b");
            Awaits.untilAsserted(() -> assertThat(copy(id)).isEqualTo("a,b"));
            assertThat(parked(id)).isZero();
        }
    }

    @Test
    void aPoisonEventBlocksItsAggregateOnlyAndCanBeRedriven() {
        var id = Ids.next();
        var discarded = Ids.next();
        var other = Ids.next();
        try (var feeder = TopicFeeder.forTenant(tenant);
                var letters = TopicProbe.on(ProbeResource.TOPIC + ".dlq.payment")) {
            probe(feeder, id, 1, "poison-1");
            probe(feeder, id, 2, "b");
            feeder.poison("CustomerChanged.v1", discarded, 1, "{not json".getBytes(StandardCharsets.UTF_8))
                    .send();
            probe(feeder, discarded, 2, "kept");
            probe(feeder, other, 1, "x");
            Awaits.untilAsserted(() -> assertThat(copy(other)).isEqualTo("x"));
            Awaits.untilAsserted(() -> assertThat(parked(id)).isEqualTo(2));
            Awaits.untilAsserted(() -> assertThat(parked(discarded)).isEqualTo(2));
            letters.await("dead letter", e -> new String(e.payload(), StandardCharsets.UTF_8).equals("{not json"));
        }
        assertProblem(
                as(tenant, "admin").body(reason()).post("/v1/parked-events/" + parkedId(id, 2) + "/redrives"),
                409,
                "parked_event_not_next");
        consumer.cure();
        as(tenant, "admin")
                .body(reason())
                .post("/v1/parked-events/" + parkedId(id, 1) + "/redrives")
                .then()
                .statusCode(200);
        assertThat(copy(id)).isEqualTo("poison-1,b");
        as(tenant, "admin")
                .body(reason())
                .post("/v1/parked-events/" + parkedId(discarded, 1) + "/discards")
                .then()
                .statusCode(200);
        assertThat(copy(discarded)).isEqualTo("kept");
        assertThat(as(tenant, "admin").get("/v1/parked-events").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void anUnreadableEnvelopeIsKeptAndHarmsNobody() {
        var other = Ids.next();
        try (var feeder = TopicFeeder.forTenant(tenant)) {
            draft(feeder, Ids.next(), 1, "x").without("ce_sequence").send();
            draft(feeder, Ids.next(), 1, "x").without("ce_tenantid").send();
            draft(feeder, Ids.next(), 1, "x").header("ce_id", "no uuid").send();
            probe(feeder, other, 1, "x");
            Awaits.untilAsserted(() -> assertThat(copy(other)).isEqualTo("x"));
        }
        Awaits.untilAsserted(() -> assertThat(
                        as(tenant, "admin").get("/v1/parked-events").jsonPath().getList("items.kind"))
                .containsExactly("UNREADABLE", "UNREADABLE"));
    }

    private static String reason() {
        return "{\"reason\":\"cause removed\"}";
    }

    private int parked(UUID id) {
        return Integer.parseInt(scalar(
                tenant, "select count(*) from parked_events where aggregate_id = $1 and resolved_at is null", id));
    }

    private String parkedId(UUID id, int sequence) {
        return scalar(
                tenant, "select max(id::text) from parked_events where aggregate_id = $1 and sequence = $2", id, (long)
                        sequence);
    }

    private static void probe(TopicFeeder feeder, UUID id, long sequence, String name) {
        draft(feeder, id, sequence, name).send();
    }

    private static TopicFeeder.Draft draft(TopicFeeder feeder, UUID id, long sequence, String name) {
        return feeder.poison(
                "CustomerChanged.v1", id, sequence, ("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSandboxClockFollowsTheTenantTopicAndNeverGoesBack() {
        assertThat(as(tenant, "finance").get("/v1/clock").jsonPath().getBoolean("sandbox"))
                .isFalse();
        var id = UUID.nameUUIDFromBytes(("tenant:" + tenant).getBytes(StandardCharsets.UTF_8));
        try (var feeder = TopicFeeder.forTenant(tenant)) {
            feeder.send(
                    "TenantRegistered.v1",
                    id,
                    1,
                    Map.of("tenant", tenant, "name", "x", "sandbox", true, "clock", "2025-01-01T00:00:00Z"));
            feeder.send(
                    "TenantClockMoved.v1",
                    id,
                    2,
                    Map.of("tenant", tenant, "previousClock", "2025-01-01T00:00:00Z", "clock", "2025-03-01T12:00:00Z"));
            Awaits.untilAsserted(() -> assertThat(
                            as(tenant, "finance").get("/v1/clock").jsonPath().getString("now"))
                    .isEqualTo("2025-03-01T12:00:00Z"));
        }
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }
}
