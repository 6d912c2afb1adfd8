package io.receivables.chassis.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.Tokens;
import io.receivables.testkit.TopicFeeder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What an administrator of one tenant sees of parked events, and what the mishap consumer made of the others. */
record ParkingLot(Transactions transactions, String tenant) {
    private static final String PATH = "/v1/parked-events";

    static ParkingLot ofNewTenant(Transactions transactions) {
        return new ParkingLot(transactions, "t-" + Ids.next().toString().substring(24));
    }

    RequestSpecification as(String... roles) {
        return given().auth().oauth2(Tokens.token(tenant, "olga", roles)).contentType("application/json");
    }

    Response get(String query) {
        return as("admin").get(PATH + query);
    }

    Response decide(String id, String what) {
        return as("admin").body(reason()).post(PATH + "/" + id + "/" + what);
    }

    Response redriveAll(String body) {
        return as("admin").body(body).post(PATH + "/redrives");
    }

    Response skip(String key, UUID aggregate, long toSequence) {
        return as("admin")
                .header("Idempotency-Key", key)
                .body(
                        """
                        {"consumer":"%s","topic":"%s","aggregateId":"%s","toSequence":%d,"reason":"lost for good"}"""
                                .formatted(MishapConsumer.CONSUMER, MishapConsumer.TOPIC, aggregate, toSequence))
                .post(PATH + "/skips");
    }

    static String reason() {
        return "{\"reason\":\"cause removed\"}";
    }

    /** Kinds of the open events of an aggregate by sequence, for example {@code 2:GAP 3:BLOCKED}. */
    String open(UUID aggregate) {
        return scalar(
                """
                select coalesce(string_agg(sequence || ':' || reason, ' ' order by sequence, id), '') from parked_events
                 where tenant_id = $1 and aggregate_id = $2 and resolved_at is null""",
                tenant,
                aggregate);
    }

    String idOf(UUID aggregate, long sequence) {
        return scalar(
                """
                select id::text from parked_events
                 where tenant_id = $1 and aggregate_id = $2 and sequence = $3 order by id desc limit 1""",
                tenant,
                aggregate,
                sequence);
    }

    String copy(UUID aggregate) {
        return scalar("select coalesce(max(names), '') from probe_copies where id = $1", aggregate);
    }

    String scalar(String sql, Object... parameters) {
        return transactions
                .forTenant(tenant, "test", tx -> tx.query(sql, parameters))
                .map(rows -> rows.iterator().hasNext()
                        ? String.valueOf(rows.iterator().next().getValue(0))
                        : "")
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    List<String> audited(UUID entity, String kind) {
        return as("admin")
                .get("/v1/audit-entries?entity=" + kind + "&id=" + entity)
                .jsonPath()
                .getList("items.action");
    }

    TopicFeeder.Draft draft(TopicFeeder feeder, UUID aggregate, long sequence, String name) {
        return feeder.poison(MishapConsumer.TYPE, aggregate, sequence, payload(name));
    }

    static byte[] payload(String name) {
        return ("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }
}
