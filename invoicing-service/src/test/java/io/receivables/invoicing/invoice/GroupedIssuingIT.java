package io.receivables.invoicing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Invoices that are issued at the same moment are written in one transaction and know nothing of each other. */
@QuarkusTest
class GroupedIssuingIT extends InvoicingIT {
    private static final int REQUESTS = 30;

    private final AtomicInteger answered = new AtomicInteger();

    @Inject
    MeterRegistry metrics;

    @Test
    void eachOfAGroupHasItsOwnAnswerRefusalNumberAndCause() throws Exception {
        registerCustomer();
        var seller = seller();

        var answers = together(i -> request(seller, i));

        for (int i = 0; i < REQUESTS; i++) {
            var answer = answers.get(i);
            switch (i % 5) {
                case 3 -> assertRefused(answer, "unknown_vat_rate");
                case 4 -> assertRefused(answer, "customer_unknown");
                default -> {
                    assertThat(answer.statusCode()).isEqualTo(201);
                    assertThat(answer.<String>path("note")).isEqualTo("request " + i);
                }
            }
        }
        int good = REQUESTS / 5 * 3;
        assertThat(Database.texts(tenant, "select number from invoices order by number"))
                .isEqualTo(IntStream.rangeClosed(1, good)
                        .mapToObj(n -> String.format("INV-%06d", n))
                        .toList());
        assertThat(Database.number(tenant, "select count(distinct xmin::text) from invoices"))
                .as("transactions")
                .isLessThan(good / 2);
        assertThat(Database.number(
                        tenant, "select count(*) from idempotency_keys where operation = 'createAndIssueInvoice'"))
                .isEqualTo(REQUESTS);
        assertThat(Database.number(
                        tenant, "select count(distinct correlation_id) from audit_entries where entity = 'invoice'"))
                .isEqualTo(good);
        assertThat(Database.number(
                        tenant,
                        "select count(*) from outbox o join audit_entries a on a.entity_id = o.aggregate_id"
                                + " and a.correlation_id = o.correlation_id and o.type = 'InvoiceIssued.v1'"))
                .isEqualTo(good);
    }

    private Map<String, Object> request(String seller, int i) {
        var body = invoice(seller);
        body.put("note", "request " + i);
        if (i % 5 == 3) {
            body.put("lines", List.of(line("1", "10.00", "13.37")));
        } else if (i % 5 == 4) {
            body.put("customerId", UUID.randomUUID().toString());
        }
        return body;
    }

    @Test
    void anExternalIdIsTakenByOneOfAGroup() throws Exception {
        registerCustomer();
        var seller = seller();

        var answers = together(i -> {
            var body = invoice(seller);
            body.put("externalId", "E-1");
            body.put("note", i % 2 == 0 ? "even" : "odd");
            return body;
        });

        assertThat(answers.stream().filter(a -> a.statusCode() == 201)).hasSize(1);
        var winner = answers.stream()
                .filter(a -> a.statusCode() == 201)
                .findFirst()
                .orElseThrow()
                .<String>path("note");
        for (int i = 0; i < REQUESTS; i++) {
            boolean same = winner.equals(i % 2 == 0 ? "even" : "odd");
            assertThat(answers.get(i).statusCode()).isIn(same ? List.of(200, 201) : List.of(409));
        }
        assertThat(Database.number(tenant, "select count(*) from invoices")).isEqualTo(1);
        assertThat(Database.number(tenant, "select max(last_number) from numbering_series"))
                .isEqualTo(1);
    }

    /** The database cannot represent the text, which is noticed by the first statement of the group. */
    @Test
    void oneThatBreaksTheTransactionBreaksNoOther() throws Exception {
        registerCustomer();
        var seller = seller();

        var answers = together(i -> {
            var body = invoice(seller);
            if (i == 17) {
                body.put("externalId", "a\u0000b");
            }
            return body;
        });

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(answers.get(i).statusCode()).isEqualTo(i == 17 ? 400 : 201);
        }
        assertThat(Database.number(tenant, "select max(last_number) from numbering_series"))
                .isEqualTo(REQUESTS - 1);
        assertThat(Database.number(tenant, "select count(*) from invoices")).isEqualTo(REQUESTS - 1);
    }

    @Test
    void aGroupThatWaitsForALockHoldsNobodyElseUp() throws Exception {
        registerCustomer();
        var held = seller();
        var free = seller("FREE-", "FREE-CN-");

        CompletableFuture<Response> waiting;
        try (var other = Database.open(tenant)) {
            other.createStatement()
                    .execute("select * from numbering_series where seller_id = '" + held + "' for update");
            double before = inside();
            waiting = CompletableFuture.supplyAsync(() -> issue(invoice(held)));
            Awaits.until("the first one is inside", () -> inside() > before);

            assertThat(issue(invoice(free)).statusCode()).isEqualTo(201);

            assertThat(waiting.isDone()).isFalse();
            other.rollback();
        }
        assertThat(waiting.get().statusCode()).isEqualTo(201);
    }

    private static void assertRefused(Response answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<String>path("code")).isEqualTo(code);
    }

    /** Sends everything while the seller's counter is locked by somebody else, so that what comes first waits and the rest gathers. */
    private List<Response> together(IntFunction<Map<String, Object>> body) throws Exception {
        CompletableFuture<List<Response>> answers;
        try (var other = Database.open(tenant)) {
            other.createStatement().execute("select * from numbering_series for update");
            answers = CompletableFuture.supplyAsync(() -> all(body));
            Awaits.until("all of them are inside or refused", () -> inside() + answered.get() == REQUESTS);
            other.rollback();
        }
        return answers.get();
    }

    private List<Response> all(IntFunction<Map<String, Object>> body) {
        try {
            return Parallel.run(REQUESTS, REQUESTS, i -> {
                var answer = issue(body.apply(i));
                answered.incrementAndGet();
                return answer;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double inside() {
        return metrics.get("receivables.requests.in.flight")
                .tag("gate", "grouped")
                .gauge()
                .value();
    }
}
