package io.receivables.invoicing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that find their external id in use by a draft, to which something happens before they get its lock. */
@QuarkusTest
class ExternalIdIT extends InvoicingIT {

    @Test
    void ofTwoThatIssueADraftOneDoesAndTheOtherIsGivenTheInvoice() throws Exception {
        var body = draft();

        var answers = meeting(2, body, "select 1");

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(answers.get(0).<String>path("number")).isEqualTo("INV-000001");
        assertThat(Database.number(tenant, "select max(last_number) from numbering_series"))
                .isEqualTo(1);
    }

    @Test
    void aDraftThatWasChangedMeanwhileIsNotIssued() throws Exception {
        var body = draft();

        var answer = meeting(1, body, "update invoices set content_hash = sha256('other'), version = version + 1");

        answer.get(0).then().statusCode(409).body("code", equalTo("external_id_conflict"));
        assertThat(Database.texts(tenant, "select status from invoices")).containsExactly("DRAFT");
    }

    @Test
    void aDraftThatWasDiscardedMeanwhileDoesNotMatter() throws Exception {
        var body = draft();

        var answer = meeting(1, body, "delete from invoices");

        answer.get(0).then().statusCode(201).body("number", equalTo("INV-000001"));
    }

    private Map<String, Object> draft() {
        registerCustomer();
        var body = invoice(seller());
        body.put("externalId", "ERP-1");
        command("finance").body(body).post("/v1/invoices").then().statusCode(201);
        return body;
    }

    /** The answers to requests that all wait for the draft's lock while somebody else holds it and changes it. */
    private List<Response> meeting(int requests, Map<String, Object> body, String change) throws SQLException {
        List<CompletableFuture<Response>> answers;
        try (var other = Database.open(tenant);
                var statement = other.createStatement()) {
            statement.execute("select * from invoices for update");
            answers = IntStream.range(0, requests)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue(body)))
                    .toList();
            Awaits.until("all of them wait", () -> waiting() == requests);
            statement.execute(change);
            other.commit();
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static long waiting() {
        return Database.number(
                "*",
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like '%from invoices%for update' and datname = current_database()");
    }
}
