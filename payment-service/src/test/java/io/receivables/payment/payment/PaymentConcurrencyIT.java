package io.receivables.payment.payment;

import static io.receivables.payment.World.allocation;
import static io.receivables.payment.World.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import io.receivables.payment.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaymentConcurrencyIT extends PaymentIntegrationTest {
    private static <T> List<T> together(int count, IntFunction<Callable<T>> call) throws Exception {
        var pool = Executors.newFixedThreadPool(count);
        var calls = new ArrayList<Callable<T>>();
        for (int i = 0; i < count; i++) {
            calls.add(call.apply(i));
        }
        var results = new ArrayList<T>();
        for (var done : pool.invokeAll(calls)) {
            results.add(done.get());
        }
        pool.shutdown();
        return results;
    }

    /** Records that many payments at once; gives the status of each answer. */
    private List<Integer> record(int count, IntFunction<Map<String, Object>> payment) throws Exception {
        return together(
                count, i -> () -> world.post("/v1/payments", payment.apply(i)).statusCode());
    }

    @Test
    void thirtyTwoPaymentsOnOneInvoiceNeverAllocateMoreThanIsOwed() throws Exception {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0001", "1000.00", "2026-02-28");

        var codes = record(
                32,
                i -> Map.of(
                        "method",
                        "CARD",
                        "amount",
                        money("50.00"),
                        "remittanceInformation",
                        "HU-2026-0001",
                        "reason",
                        "test"));

        assertThat(codes).containsOnly(201);
        assertThat(world.open(invoice.id())).isZero();
        assertThat(Database.texts(world.tenant(), "select sum(unapplied_amount)::text from payments"))
                .containsExactly("600.0000");
    }

    @Test
    void paymentsOfOnePayerThatNameNothingSettleTheOldestDebtsWhoeverComesFirst() throws Exception {
        var customer = world.customer();
        for (int i = 10; i < 50; i++) {
            world.invoice(
                    customer, "HU-2026-00" + i, "100.00", "2026-02-" + (i % 20 + 1 < 10 ? "0" : "") + (i % 20 + 1));
        }

        var codes = record(
                32,
                i -> Map.of(
                        "method",
                        "CARD",
                        "amount",
                        money(i % 2 == 0 ? "60.00" : "140.00"),
                        "customerId",
                        customer.toString(),
                        "reason",
                        "test"));

        assertThat(codes).containsOnly(201);
        assertThat(Database.texts(world.tenant(), "select sum(unapplied_amount)::text from payments"))
                .containsExactly("0.0000");
        assertThat(Database.texts(
                        world.tenant(),
                        "select open_amount::text from open_items order by due_date, issue_date, invoice_number"))
                .startsWith("0.0000")
                .endsWith("100.0000")
                .isSorted();
    }

    @Test
    void explicitAllocationsInARaceAreRefusedWhenNothingIsLeft() throws Exception {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0002", "100.00", "2026-02-28");

        var codes = record(
                32,
                i -> Map.of(
                        "method",
                        "CARD",
                        "amount",
                        money("30.00"),
                        "allocations",
                        List.of(allocation(invoice.id(), "30.00")),
                        "reason",
                        "test"));

        assertThat(codes.stream().filter(c -> c == 201)).hasSize(3);
        assertThat(codes.stream().filter(c -> c == 422)).hasSize(29);
    }

    @Test
    void crossingPaymentsOfManyInvoicesAndReversalsDoNotBlockEachOther() throws Exception {
        var customer = world.customer();
        for (int i = 0; i < 8; i++) {
            world.invoice(customer, "HU-2026-001" + i, "100.00", "2026-02-28");
        }
        var codes = together(32, i -> () -> {
            var text = new StringBuilder();
            for (int j = 0; j < 4; j++) {
                text.append("HU-2026-001").append((i * 3 + j * 5) % 8).append(' ');
            }
            var made = world.post(
                    "/v1/payments",
                    World.byHand(Map.of(
                            "method", "CARD", "amount", money("37.00"), "remittanceInformation", text.toString())));
            if (i % 2 == 0 && made.statusCode() == 201) {
                return world.post(
                                "/v1/payments/" + made.jsonPath().getString("paymentId") + "/reversals",
                                Map.of("reason", "test"))
                        .statusCode();
            }
            return made.statusCode();
        });

        assertThat(codes).containsOnly(200, 201);
    }

    @Test
    void anExternalIdIsRecordedOnceAndWhatArrivesWithItIsRecordedToo() throws Exception {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0015", "1000.00", "2026-02-28");

        var codes = record(
                32,
                i -> Map.of(
                        "method",
                        "CARD",
                        "amount",
                        money("10.00"),
                        "externalId",
                        i % 4 == 0 ? "twice" : "once-" + i,
                        "remittanceInformation",
                        "HU-2026-0015"));

        assertThat(codes.stream().filter(c -> c == 201)).hasSize(25);
        assertThat(codes.stream().filter(c -> c == 409)).hasSize(7);
        assertThat(world.open(invoice.id())).isEqualByComparingTo("750.00");
    }

    @Test
    void H6_theSamePaymentSentFiftyTimesAtOnceIsRecordedOnce() throws Exception {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0021", "100.00", "2026-02-28");
        var key = UUID.randomUUID().toString();
        var body = World.byHand(
                Map.of("method", "CARD", "amount", money("60.00"), "remittanceInformation", "HU-2026-0021"));

        var answers = together(50, i -> () -> {
            var response = world.post("/v1/payments", key, body);
            return response.statusCode() + response.asString() + response.header("ETag");
        });

        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(answers.get(0)).startsWith("201");
        assertThat(Database.number(world.tenant(), "select count(*) from payments"))
                .isEqualTo(1);
        assertThat(Database.number(world.tenant(), "select count(*) from outbox where type = 'PaymentReceived.v1'"))
                .isEqualTo(1);
    }

    @Test
    void everyCommandThatMovesMoneyIsIdempotent() {
        var customer = world.customer();
        var invoice = world.invoice(customer, "HU-2026-0031", "100.00", "2026-02-28");
        var payment = world.pay("60.00", "remittanceInformation", "nothing known");
        var path = "/v1/payments/" + payment.get("paymentId").asText();
        var allocate = Map.of("allocations", List.of(allocation(invoice.id(), "60.00")));

        var first = world.post(path + "/allocations", "k1", allocate);
        var again = world.post(path + "/allocations", "k1", allocate);
        var other = world.post(
                path + "/allocations", "k1", Map.of("allocations", List.of(allocation(invoice.id(), "1.00"))));
        var undoPath = path + "/allocations/" + first.jsonPath().getString("allocations[0].allocationId") + "/undos";
        var undone = world.post(undoPath, "k2", Map.of("reason", "test"));
        var undoneAgain = world.post(undoPath, "k2", Map.of("reason", "test"));
        var reversed = world.post(path + "/reversals", "k3", Map.of("reason", "test"));
        var reversedAgain = world.post(path + "/reversals", "k3", Map.of("reason", "test"));

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.jsonPath().getString("code")).isEqualTo("idempotency_key_reused");
        assertThat(undoneAgain.asString()).isEqualTo(undone.asString());
        assertThat(reversedAgain.asString()).isEqualTo(reversed.asString());
        assertThat(reversedAgain.statusCode()).isEqualTo(200);
    }
}
