package io.receivables.invoicing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.TopicProbe;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Acceptance H6. */
@QuarkusTest
class H6NoDuplicatesIT extends InvoicingIT {

    @Test
    void h6FiftyParallelPostsWithOneKeyGiveOneInvoiceOneNumberOneEventAndIdenticalBodies() throws Exception {
        registerCustomer();
        var body = invoice(seller());
        var key = UUID.randomUUID().toString();

        var answers = Parallel.run(
                50,
                50,
                i -> as("finance").header("Idempotency-Key", key).body(body).post("/v1/invoices?issue=true"));

        assertThat(answers).allMatch(a -> a.statusCode() == 201);
        assertThat(answers.stream().map(a -> a.asString()).distinct()).hasSize(1);
        assertThat(answers.stream().filter(a -> "true".equals(a.header("Idempotency-Replayed"))))
                .hasSize(49);
        assertThat(Database.number(tenant, "select count(*) from invoices")).isEqualTo(1);
        assertThat(Database.number(tenant, "select last_number from numbering_series where document_type = 'INVOICE'"))
                .isEqualTo(1);
        UUID id = UUID.fromString(answers.get(0).path("invoiceId"));
        try (var published = TopicProbe.on(TOPIC)) {
            published.await(tenant, id, "InvoiceIssued.v1");
            assertThat(published.events(tenant)).hasSize(1);
        }
        assertThat(Database.number(tenant, "select count(*) from outbox")).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefusedAndChangesNothing() {
        registerCustomer();
        var body = invoice(seller());
        var key = UUID.randomUUID().toString();
        as("finance")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/invoices?issue=true")
                .then()
                .statusCode(201);
        var before = Database.state(tenant);
        body.put("note", "another");

        var answer = as("finance").header("Idempotency-Key", key).body(body).post("/v1/invoices?issue=true");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<String>path("code")).isEqualTo("idempotency_key_reused");
        assertThat(Database.state(tenant)).isEqualTo(before);
    }

    @Test
    void aRefusalIsReplayedToo() {
        var body = invoice(seller());
        var key = UUID.randomUUID().toString();

        var first = as("finance").header("Idempotency-Key", key).body(body).post("/v1/invoices?issue=true");
        registerCustomer();
        var second = as("finance").header("Idempotency-Key", key).body(body).post("/v1/invoices?issue=true");

        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(first.<String>path("code")).isEqualTo("customer_unknown");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(issue(body).statusCode()).isEqualTo(201);
    }
}
