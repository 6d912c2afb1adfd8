package io.receivables.invoicing.billrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.json.Json;
import io.receivables.invoicing.Database;
import io.receivables.invoicing.InvoicingIT;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.Tokens;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files of invoices; a chunk has 20 of them here. */
@QuarkusTest
class BillRunIT extends InvoicingIT {
    private static final int CHUNK = 20;
    private static final String LINES = "application/x-ndjson";

    private String seller;

    @Test
    void goodRowsAreIssuedInTheirOrderAndBadOnesAreToldWhatARequestWouldBeTold() {
        prepare();
        var lines = good(CHUNK * 3);
        lines.set(4, "{\"sellerId\":");
        lines.set(7, with("colour", "red"));
        lines.set(8, with("currency", "ABC"));
        lines.set(10, with("dueDate", "+999999999-12-31"));
        lines.set(11, with("lines", List.of(line("1", "10.00", "13.37"))));
        lines.set(30, with("customerId", UUID.randomUUID().toString()));
        // The database cannot represent it, so that the whole chunk fails at first.
        lines.set(33, with("note", "a\u0000b"));
        lines.add(5, "");
        var bad = List.of(5, 9, 10, 12, 13, 32, 35);
        lines.set(40, with("externalId", "E-1"));
        lines.set(41, with("externalId", "E-1"));
        lines.set(42, with("externalId", "E-1", "note", "other"));
        lines.set(43, with("externalId", "E-2"));
        lines.set(44, with("externalId", "E-2"));

        var run = ended(send(lines, ""));

        assertThat(run.getString("status")).isEqualTo("DONE");
        assertThat(counts(run)).isEqualTo(List.of(60, 50, 2, 8, 0));
        assertThat(run.getString("totals[0].currency")).isEqualTo("EUR");
        assertThat(run.getInt("totals[0].invoices")).isEqualTo(52);
        assertThat(run.getString("totals[0].totalWithVat")).isEqualTo("9677.20");
        assertThat(rows(run, "REFUSED").<Integer>getList("row")).containsExactly(5, 9, 10, 12, 13, 32, 35, 43);
        for (int row : bad) {
            assertThat(problem(run, row)).as("row " + row).isEqualTo(toldAlone(lines.get(row - 1)));
        }
        assertThat(rows(run, "REFUSED").getString("find { it.row == 43 }.problem.code"))
                .isEqualTo("external_id_conflict");
        var issued = rows(run, "ISSUED");
        assertThat(issued.<String>getList("number")).isEqualTo(numbers(50));
        assertThat(rows(run, "EXISTING").<String>getList("invoiceId"))
                .containsExactly(
                        issued.getString("find { it.row == 41 }.invoiceId"),
                        issued.getString("find { it.row == 44 }.invoiceId"));
        assertIssuedOnce(50);
        assertThat(Database.texts(tenant, "select distinct actor from audit_entries where entity = 'invoice'"))
                .containsExactly("anna");
        assertThat(Database.number(tenant, "select count(*) from bill_run_portions"))
                .isZero();
    }

    @Test
    void aDryRunTellsTheSameAndIssuesNothing() {
        prepare();
        var lines = good(CHUNK + 5);
        lines.set(3, with("lines", List.of(line("1", "10.00", "13.37"))));
        lines.set(5, with("externalId", "E-1"));
        lines.set(CHUNK + 2, with("externalId", "E-1", "note", "other"));

        var dry = ended(send(lines, "?dryRun=true"));

        assertThat(dry.getString("status")).isEqualTo("DONE");
        assertThat(counts(dry)).isEqualTo(List.of(CHUNK + 5, 0, 0, 2, 0));
        assertThat(dry.getInt("valid")).isEqualTo(CHUNK + 3);
        assertThat(Database.number(tenant, "select count(*) from invoices")).isZero();
        assertThat(Database.number(tenant, "select max(last_number) from numbering_series"))
                .isZero();
        assertThat(Database.number(tenant, "select count(*) from outbox where type = 'InvoiceIssued.v1'"))
                .isZero();
        var real = ended(send(lines, ""));
        assertThat(rows(real, "REFUSED").<Integer>getList("row"))
                .isEqualTo(rows(dry, "REFUSED").getList("row"));
        assertThat(rows(real, "REFUSED").<String>getList("problem.code"))
                .isEqualTo(rows(dry, "REFUSED").getList("problem.code"));
    }

    @Test
    void allOrNothingIssuesNothingWhenOneIsBad() {
        prepare();
        var lines = good(CHUNK * 2);
        lines.set(CHUNK + 4, with("lines", List.of(line("1", "10.00", "13.37"))));

        var refused = ended(send(lines, "?onError=REFUSE_ALL"));

        assertThat(refused.getString("status")).isEqualTo("REFUSED");
        assertThat(counts(refused)).isEqualTo(List.of(CHUNK * 2, 0, 0, 1, 0));
        assertThat(Database.number(tenant, "select count(*) from invoices")).isZero();

        lines.remove(CHUNK + 4);
        var done = ended(send(lines, "?onError=REFUSE_ALL"));

        assertThat(done.getString("status")).isEqualTo("DONE");
        assertThat(counts(done)).isEqualTo(List.of(CHUNK * 2 - 1, CHUNK * 2 - 1, 0, 0, 0));
        assertIssuedOnce(CHUNK * 2 - 1);
    }

    @Test
    void aFileThatWasSentBeforeIsTakenOnlyWhenThatIsWanted() {
        prepare();
        var lines = IntStream.range(0, 3)
                .mapToObj(i -> with("externalId", "E-" + i))
                .toList();
        var first = ended(send(lines, ""));

        send(lines, "")
                .then()
                .statusCode(409)
                .body("code", equalTo("bill_run_repeated"))
                .body("detail", containsString(first.getString("billRunId")));
        var again = ended(send(lines, "?allowRepeat=true"));

        assertThat(counts(again)).isEqualTo(List.of(3, 0, 3, 0, 0));
        assertThat(rows(again, "EXISTING").<String>getList("invoiceId"))
                .isEqualTo(rows(first, "ISSUED").getList("invoiceId"));
        send(lines, "").then().statusCode(409);
        send(List.of("", " "), "").then().statusCode(400).body("code", equalTo("bill_run_empty"));
    }

    /** The chunk in work waits for a counter, and the stop for the chunk. */
    @Test
    void aStoppedRunIssuesNoMoreAndKeepsWhatItIssued() throws Exception {
        prepare();
        String location;
        CompletableFuture<Response> stop;
        try (var other = seriesHeld()) {
            location =
                    send(good(CHUNK * 10), "").then().statusCode(202).extract().header("Location");
            awaitWaiting("with wanted as%");
            stop = CompletableFuture.supplyAsync(() ->
                    command("finance").body(Map.of("reason", "Wrong prices")).post(location + "/stop"));
            awaitWaiting("update bill_runs set status = 'STOPPED'%");
            other.rollback();
        }

        var run = stop.get().then().statusCode(200).extract().jsonPath();

        assertThat(run.getString("status")).isEqualTo("STOPPED");
        assertThat(run.getInt("issued")).isBetween(CHUNK, CHUNK * 9);
        assertThat(run.getInt("remaining")).isEqualTo(CHUNK * 10 - run.getInt("issued"));
        command("finance")
                .body(Map.of("reason", "Again"))
                .post(location + "/stop")
                .then()
                .statusCode(409)
                .body("code", equalTo("bill_run_ended"));
        assertIssuedOnce(run.getInt("issued"));
        assertThat(Database.texts(
                        tenant, "select reason from audit_entries where entity = 'bill-run' and action = 'STOP'"))
                .containsExactly("Wrong prices");
    }

    /** The connection is cut when the chunk has decided and is about to take its numbers. */
    @Test
    void aChunkThatDiesHalfWayIsDoneAgainWithoutGapOrDouble() throws Exception {
        prepare();
        Response sent;
        try (var other = seriesHeld()) {
            sent = send(good(CHUNK * 3), "");
            awaitWaiting("with wanted as%");
            assertThat(Database.texts(
                            "*",
                            "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like 'with wanted as%' and datname = current_database()"))
                    .contains("t");
            other.rollback();
        }

        var run = ended(sent);

        assertThat(counts(run)).isEqualTo(List.of(CHUNK * 3, CHUNK * 3, 0, 0, 0));
        assertThat(rows(run, "ISSUED").<String>getList("number")).isEqualTo(numbers(CHUNK * 3));
        assertIssuedOnce(CHUNK * 3);
    }

    @Test
    void nobodyElseSeesARun() {
        prepare();
        var sent = send(good(1), "");
        var id = ended(sent).getString("billRunId");
        var stranger = RestAssured.given()
                .auth()
                .oauth2(Tokens.token(tenant + "-x", "mallory", "finance"))
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());

        stranger.get("/v1/bill-runs/" + id).then().statusCode(404);
        stranger.get("/v1/bill-runs/" + id + "/rows").then().statusCode(404);
        stranger.get("/v1/bill-runs").then().statusCode(200).body("items", hasSize(0));
        stranger.body(Map.of("reason", "x"))
                .post("/v1/bill-runs/" + id + "/stop")
                .then()
                .statusCode(404);
        as("finance")
                .get("/v1/bill-runs?status=DONE&limit=1")
                .then()
                .statusCode(200)
                .body("items.billRunId", equalTo(List.of(id)));
        as("sales").get("/v1/bill-runs/" + id).then().statusCode(403);
    }

    private void prepare() {
        registerCustomer();
        seller = seller();
    }

    private List<String> good(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> with("orderReference", "O-" + i))
                .toList());
    }

    private String with(Object... fields) {
        var body = invoice(seller);
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return Json.text(body);
    }

    private Response send(List<String> lines, String query) {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(LINES, ContentType.TEXT)))
                .auth()
                .oauth2(Tokens.token(tenant, "anna", "finance"))
                .contentType(LINES)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(String.join("\n", lines) + "\n")
                .post("/v1/bill-runs" + query);
    }

    private JsonPath ended(Response sent) {
        var location = sent.then().statusCode(202).extract().header("Location");
        Awaits.until("end of " + location, () -> as("finance").get(location).path("finishedAt") != null);
        return as("finance").get(location).jsonPath();
    }

    private static List<Integer> counts(JsonPath run) {
        return List.of(
                run.getInt("rows"),
                run.getInt("issued"),
                run.getInt("existing"),
                run.getInt("refused"),
                run.getInt("remaining"));
    }

    /** Page by page. */
    private JsonPath rows(JsonPath run, String status) {
        var items = new ArrayList<Object>();
        String cursor = "";
        do {
            var page = as("manager")
                    .queryParam("status", status)
                    .queryParam("limit", 25)
                    .queryParam("cursor", cursor)
                    .get("/v1/bill-runs/" + run.getString("billRunId") + "/rows");
            items.addAll(page.jsonPath().getList("items"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return JsonPath.from(Json.text(items));
    }

    private List<Object> problem(JsonPath run, int row) {
        var rows = rows(run, "REFUSED");
        var found = "find { it.row == " + row + " }.problem.";
        return Arrays.asList(
                rows.getString(found + "code"),
                rows.getString(found + "detail"),
                rows.getList(found + "errors.field"),
                rows.getList(found + "errors.code"));
    }

    private List<Object> toldAlone(String body) {
        var told = command("finance").body(body).post("/v1/invoices?issue=true").jsonPath();
        return Arrays.asList(
                told.getString("code"),
                told.getString("detail"),
                told.get("errors") == null ? List.of() : told.getList("errors.field"),
                told.get("errors") == null ? List.of() : told.getList("errors.code"));
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> String.format("INV-%06d", n))
                .toList();
    }

    private void assertIssuedOnce(int count) {
        assertThat(Database.texts(tenant, "select number from invoices order by number"))
                .isEqualTo(numbers(count));
        assertThat(Database.number(tenant, "select max(last_number) from numbering_series"))
                .isEqualTo(count);
        assertThat(Database.number(tenant, "select count(*) from outbox where type = 'InvoiceIssued.v1'"))
                .isEqualTo(count);
        assertThat(Database.number(tenant, "select count(*) from audit_entries where entity = 'invoice'"))
                .isEqualTo(count);
    }

    private Connection seriesHeld() throws SQLException {
        var other = Database.open(tenant);
        other.createStatement().execute("select * from numbering_series for update");
        return other;
    }

    private static void awaitWaiting(String statement) {
        Awaits.until(
                "somebody waits",
                () -> Database.number(
                                "*",
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '"
                                        + statement.replace("'", "''") + "' and datname = current_database()")
                        > 0);
    }
}
