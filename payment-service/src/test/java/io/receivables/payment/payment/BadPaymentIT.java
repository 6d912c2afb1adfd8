package io.receivables.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.World;
import io.receivables.testkit.Tokens;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadPaymentIT extends PaymentIntegrationTest {
    private record Bad(String body, int status, String code) {}

    @Test
    void everyBadPaymentGetsItsOwnCodeAndChangesNothing() {
        var customer = world.customer();
        var open = world.invoice(customer, "HU-2026-0001", "100.00", "2026-02-28");
        var forint = world.invoice(customer, "HU-2026-0002", "9000.00", "HUF", "2026-02-28", "");
        var settled = world.invoice(customer, "HU-2026-0003", "10.00", "2026-02-28");
        world.pay("10.00", "remittanceInformation", "HU-2026-0003");
        var state = Database.state(world.tenant());
        var ok = "\"method\":\"CARD\",\"amount\":{\"amount\":\"10.00\",\"currency\":\"EUR\"},\"reason\":\"test\"";
        var allocate = "{" + ok
                + ",\"allocations\":[{\"invoiceId\":\"%s\",\"amount\":{\"amount\":\"%s\",\"currency\":\"%s\"}}]}";
        var table = List.of(
                new Bad("", 400, "malformed_body"),
                new Bad("{" + ok, 400, "malformed_body"),
                new Bad("{}", 400, "validation_failed"),
                new Bad("{" + ok + ",\"colour\":1}", 400, "unknown_field"),
                new Bad("{" + ok.replace("\"10.00\"", "10.00") + "}", 400, "validation_failed"),
                new Bad("{" + ok.replace("CARD", "GOLD") + "}", 400, "validation_failed"),
                new Bad("{" + ok.replace("10.00", "0.00") + "}", 400, "amount_not_positive"),
                new Bad("{" + ok.replace("10.00", "-5.00") + "}", 400, "amount_not_positive"),
                new Bad("{" + ok.replace("10.00", "10.005") + "}", 400, "amount_too_precise"),
                new Bad("{" + ok.replace("EUR", "XXQ") + "}", 400, "unknown_currency"),
                new Bad("{" + ok.replace("test", " ") + "}", 400, "payment_reason_required"),
                new Bad("{" + ok + ",\"bookingDate\":\"2026-13-01\"}", 400, "validation_failed"),
                new Bad("{" + ok + ",\"bookingDate\":\"2999-01-01\"}", 400, "validation_failed"),
                new Bad("{" + ok + ",\"payer\":{\"iban\":\"HU93116000060000000012345677\"}}", 400, "iban_invalid"),
                new Bad("{" + ok + ",\"structuredReference\":\"RF19539007547034\"}", 400, "reference_invalid"),
                new Bad(
                        "{" + ok + ",\"remittanceInformation\":\"" + "x".repeat(2001) + "\"}",
                        400,
                        "validation_failed"),
                new Bad("{" + ok + ",\"customerId\":\"" + UUID.randomUUID() + "\"}", 422, "customer_unknown"),
                new Bad("{" + ok + ",\"allocations\":[{}]}", 400, "validation_failed"),
                new Bad(allocate.formatted(UUID.randomUUID(), "1.00", "EUR"), 422, "invoice_unknown"),
                new Bad(allocate.formatted(forint.id(), "10.00", "EUR"), 422, "currency_mismatch"),
                new Bad(allocate.formatted(open.id(), "10.00", "USD"), 422, "currency_mismatch"),
                new Bad(allocate.formatted(settled.id(), "1.00", "EUR"), 422, "invoice_settled"),
                new Bad(allocate.formatted(open.id(), "10.01", "EUR"), 422, "allocation_exceeds_unapplied"),
                new Bad(allocate.formatted(open.id(), "100.01", "EUR"), 422, "allocation_exceeds_open_amount"));

        for (var bad : table) {
            var response = world.post("/v1/payments", bad.body());
            assertThat(response.statusCode()).as(bad + response.asString()).isEqualTo(bad.status());
            assertThat(response.jsonPath().getString("code")).as(bad.toString()).isEqualTo(bad.code());
            assertThat(response.contentType()).startsWith("application/problem+json");
        }
        assertThat(Database.state(world.tenant())).isEqualTo(state);
    }

    @Test
    void aMissingKeyAReusedKeyAndADoubledExternalIdAreRefused() {
        var body = Map.of("method", "CARD", "amount", World.money("10.00"), "externalId", "psp-1");
        var without =
                world.as("finance").contentType("application/json").body("{}").post("/v1/payments");
        var first = world.post("/v1/payments", "key-1", body);
        var reused = world.post(
                "/v1/payments", "key-1", Map.of("method", "CARD", "amount", World.money("11.00"), "reason", "r"));
        var doubled = world.post("/v1/payments", "key-2", body);

        assertThat(without.jsonPath().getString("code")).isIn("idempotency_key_required", "validation_failed");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(reused.jsonPath().getString("code")).isEqualTo("idempotency_key_reused");
        assertThat(doubled.statusCode()).isEqualTo(409);
        assertThat(doubled.jsonPath().getString("code")).isEqualTo("payment_duplicate");
    }

    @Test
    void C6_whatAPersonRecordsNeedsAReasonAndWhatASystemReportsDoesNot() {
        for (var method : List.of("CASH", "CARD", "BANK_TRANSFER")) {
            var body = Map.of("method", method, "amount", World.money("10.00"));

            var refused = world.post("/v1/payments", body);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("payment_reason_required");
            assertThat(refused.jsonPath().getString("errors[0].field")).isEqualTo("reason");
            assertThat(refused.jsonPath().getString("errors[0].code")).isEqualTo("required");

            var byHand = world.post("/v1/payments", World.byHand(body));
            assertThat(byHand.statusCode()).as(byHand.asString()).isEqualTo(201);
            var reported = new HashMap<String, Object>(body);
            reported.put("externalId", "psp-c6");
            assertThat(world.post("/v1/payments", reported).statusCode()).isEqualTo(201);
        }
        assertThat(Database.texts(world.tenant(), "select count(*)::text from payments"))
                .containsExactly("6");
    }

    @Test
    void badParametersAndCursorsAreRefused() {
        for (var query : List.of(
                "/v1/payments?status=GONE",
                "/v1/payments?customerId=x",
                "/v1/payments?bookedFrom=14.06.2026",
                "/v1/payments?bookedFrom=-999999999-01-01",
                "/v1/open-items?dueTo=%2B999999999-12-31",
                "/v1/open-items?dueTo=soon",
                "/v1/payments?limit=0",
                "/v1/payments?cursor=abc")) {
            assertThat(world.get(query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void rolesDecideWhoMayRecordAllocateAndRead() {
        var cash = "{\"method\":\"CASH\",\"amount\":{\"amount\":\"10.00\",\"currency\":\"EUR\"},\"reason\":\"till\"}";

        for (var role : List.of("sales", "delivery", "manager", "analyst")) {
            assertThat(record(role, cash)).as(role).isEqualTo(403);
        }
        assertThat(record("collector", cash)).isEqualTo(201);
        assertThat(record("collector", cash.replace("CASH", "CARD"))).isEqualTo(403);
        assertThat(record("admin", cash.replace("CASH", "CARD"))).isEqualTo(201);
        assertThat(world.as("delivery").get("/v1/open-items").statusCode()).isEqualTo(200);
        assertThat(world.as("delivery").get("/v1/payments").statusCode()).isEqualTo(403);
        assertThat(world.as("sales").get("/v1/statements").statusCode()).isEqualTo(403);
        assertThat(RestAssured.get("/v1/payments").statusCode()).isEqualTo(401);
        assertThat(RestAssured.given()
                        .auth()
                        .oauth2(Tokens.expired(world.tenant(), "anna", "finance"))
                        .get("/v1/payments")
                        .statusCode())
                .isEqualTo(401);
    }

    private int record(String role, String body) {
        return world.as(role)
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/v1/payments")
                .statusCode();
    }
}
