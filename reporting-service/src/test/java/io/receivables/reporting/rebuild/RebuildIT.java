package io.receivables.reporting.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.HeldFigures;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Awaits;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RebuildIT extends ReportingTest {
    private static final String WAITING_SINCE =
            """
            insert into rebuilds (tenant_id, rebuild_id, state, phase, requested_by, requested_at, heartbeat_at)
            values ($1, $2, 'REQUESTED', 'WAITING', 'test', make_date($3, 1, 1), now())""";

    @Inject
    Projections projections;

    @Inject
    RebuildJob job;

    @Inject
    ReportingConfig config;

    @Inject
    RebuildStore store;

    @Inject
    Transactions transactions;

    @Test
    void whatIsRebuiltEqualsTheLiveFiguresByteForByte() {
        play(year());
        var before = contents(tenant);

        var rebuild = completed(request());

        assertThat(rebuild.getBoolean("rebuild.equal")).isTrue();
        assertThat(rebuild.getList("rebuild.tables")).hasSameSizeAs(projections.tables());
        for (Map<String, Object> table : rebuild.<Map<String, Object>>getList("rebuild.tables")) {
            assertThat(table.get("rowsAfter"))
                    .as("%s", table)
                    .isEqualTo(table.get("rowsBefore"))
                    .isNotEqualTo(0);
            assertThat(table.get("checksumAfter")).isEqualTo(table.get("checksumBefore"));
        }
        assertThat(contents(tenant)).isEqualTo(before);
        assertThat(rebuild.getLong("rebuild.events.applied"))
                .isEqualTo(rows(tenant, "select count(*) as n from inbox where tenant_id = ?", tenant)
                        .get(0)
                        .get("n"));
        Awaits.until("the figures are current", () -> rebuild(rebuild.getString("rebuild.rebuildId"))
                .getString("freshness.state")
                .equals("CURRENT"));
    }

    /** Each of these tables has the same values as before, in the same columns. */
    @Test
    void valuesThatStandInEachOthersRowsAreFound() {
        play(year());
        var before = contents(tenant);
        exchange("invoices", "invoice_id", "number");
        exchange("open_items", "invoice_id", "invoice_number");
        exchange("payments", "payment_id", "booking_date");
        exchange("payment_allocations", "allocation_id", "invoice_number");

        var rebuild = completed(request());

        assertThat(rebuild.getList("rebuild.tables.findAll { !it.equal }.table"))
                .containsExactlyInAnyOrder("invoices", "open_items", "payments", "payment_allocations");
        assertThat(contents(tenant)).isEqualTo(before);
    }

    /** Between the two rows that have the least and the most in the column. */
    private void exchange(String table, String id, String column) {
        rows(
                tenant,
                """
                with ends as (
                    (select %2$s as id, %3$s as value from %1$s where tenant_id = ? order by 2, 1 limit 1)
                    union all
                    (select %2$s, %3$s from %1$s where tenant_id = ? order by 2 desc, 1 desc limit 1))
                update %1$s t set %3$s = other.value from ends mine, ends other
                 where t.tenant_id = ? and t.%2$s = mine.id and other.id <> mine.id"""
                        .formatted(table, id, column),
                tenant,
                tenant,
                tenant);
    }

    @Test
    void figuresThatWereDamagedAreFoundAndPutRightAndNobodyElsesAreTouched() {
        play(year());
        var before = contents(tenant);
        var neighbour = newTenant();
        play(neighbour, year().events(), 0);
        for (var name : List.of(tenant, neighbour)) {
            rows(name, "update open_items set open_amount = open_amount + 0.01 where tenant_id = ?", name);
        }
        rows(tenant, "delete from payments where tenant_id = ?", tenant);
        rows(tenant, "update owed_totals set amount = amount + 1 where tenant_id = ?", tenant);
        rows(tenant, "delete from cash_totals where tenant_id = ?", tenant);
        rows(tenant, "delete from customer_owed_totals where tenant_id = ?", tenant);
        rows(tenant, "update customer_cash_totals set payments = payments + 1 where tenant_id = ?", tenant);
        var damaged = contents(neighbour);

        var rebuild = completed(request());

        assertThat(rebuild.getBoolean("rebuild.equal")).isFalse();
        assertThat(rebuild.getList("rebuild.tables.findAll { !it.equal }.table"))
                .containsExactlyInAnyOrder(
                        "open_items",
                        "payments",
                        "owed_totals",
                        "cash_totals",
                        "customer_owed_totals",
                        "customer_cash_totals");
        assertThat(contents(tenant)).isEqualTo(before);
        assertThat(totalsThatDiffer(tenant)).isEmpty();
        assertThat(contents(neighbour)).isEqualTo(damaged);
        assertThat(completed(request()).getBoolean("rebuild.equal")).isTrue();
    }

    @Test
    void eventsGoOnBeingAppliedAndReadersNeverSeeHalfAState() {
        var business = new Business();
        var customer = business.customer("Ana");
        for (int i = 0; i < 200; i++) {
            business.issue(customer, "EUR", "10.00", "2026-01-01", "2026-01-31");
        }
        play(business);
        rows(tenant, "update open_item_changes set cause = 'DAMAGED' where tenant_id = ?", tenant);
        long applied = business.drain().size();
        var seen = new HashSet<String>();
        var id = request();
        try (var feed = new Feed(bootstrapServers())) {
            do {
                business.issue(customer, "HUF", "5.00", "2026-01-01", "2026-01-31");
                var events = business.drain();
                feed.send(tenant, events, false);
                applied += events.size();
                seen.add(get("/v1/reports/ageing?asOf=2026-02-10&currency=EUR").getString("totals[0].amounts.open"));
            } while (rebuild(id).getString("rebuild.finishedAt") == null);
        }
        awaitApplied(tenant, applied);

        assertThat(rebuild(id).getString("rebuild.state")).isEqualTo("COMPLETED");
        assertThat(seen).containsExactly("2000.00");
        assertThat(rows(tenant, "select 1 from open_item_changes where tenant_id = ? and cause = 'DAMAGED'", tenant))
                .isEmpty();
        assertThat(completed(request()).getBoolean("rebuild.equal")).isTrue();
        assertThat(totalsThatDiffer(tenant)).isEmpty();
    }

    @Test
    void anEventThatIsSetAsideStaysOutOfBothTheLiveAndTheRebuiltFigures() {
        var business = new Business();
        var invoice = business.issue(business.customer("Ana"), "EUR", "10.00", "2026-01-01", "2026-01-31");
        business.credit(invoice, "1.00", "2026-01-02");
        business.credit(invoice, "2.00", "2026-01-03");
        var events = business.events().stream()
                .filter(e -> !(e.type().startsWith("OpenItem") && e.sequence() == 2))
                .toList();
        play(tenant, events, 0);
        assertThat(get("/v1/reports/ageing?asOf=2026-02-10").getString("totals[0].amounts.open"))
                .isEqualTo("10.00");

        assertThat(completed(request()).getBoolean("rebuild.equal")).isTrue();
    }

    @Test
    void onlyOneRebuildOfATenantRunsAtATime() {
        var running = running(OffsetDateTime.now());

        post(UUID.randomUUID().toString(), "admin").then().statusCode(409).body("code", equalTo("rebuild_running"));

        rows(tenant, "delete from rebuilds where tenant_id = ? and rebuild_id = ?", tenant, running);
        completed(request());
    }

    @Test
    void aRebuildWhoseWorkerIsGoneMakesWayForANewOne() {
        var abandoned = running(OffsetDateTime.now().minusMinutes(5));

        completed(request());

        assertThat(rebuild(abandoned.toString()).getString("rebuild.state")).isEqualTo("FAILED");
    }

    @Test
    void theSameKeyAsksForOneRebuildOnly() {
        var key = UUID.randomUUID().toString();
        var first = post(key, "admin").then().statusCode(202).extract();
        completed(first.path("rebuildId"));

        var second = post(key, "admin").then().statusCode(202).extract();
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(as("admin").get("/v1/rebuilds").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void onlyAnAdminMayRebuild() {
        for (var role : List.of("finance", "analyst", "manager")) {
            post(UUID.randomUUID().toString(), role).then().statusCode(403);
        }
        as("admin")
                .get("/v1/rebuilds/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("rebuild_not_found"));
    }

    @Test
    void aRequestWaitsWhileAsManyAreAtWorkAsThereAreTurnsAndIsNotTakenForAbandoned() throws Exception {
        var others = Stream.generate(ReportingTest::newTenant)
                .limit(config.rebuild().atOnce())
                .toList();
        var begun = new LinkedHashMap<String, String>();
        String waiting;
        try (var figures = new HeldFigures(dataSource, others)) {
            others.forEach(other -> begun.put(other, request(other)));
            begun.forEach((other, id) -> Awaits.until("the rebuild of " + other + " is at work", () -> "RUNNING"
                    .equals(rebuild(other, id).getString("rebuild.state"))));
            waiting = request();
            rows(
                    tenant,
                    "update rebuilds set heartbeat_at = heartbeat_at - interval '1 hour' where tenant_id = ?",
                    tenant);
            job.takeUp().await().indefinitely();
            assertThat(rebuild(waiting).getString("rebuild.state")).isEqualTo("REQUESTED");
            assertThat(rebuild(waiting).getString("rebuild.phase")).isEqualTo("WAITING");
            figures.awaitWaiting();
        }

        completed(waiting);
        begun.forEach(this::completed);
    }

    @Test
    void theOldestRequestIsTakenFirst() {
        var older = newTenant();
        var failure = new IllegalStateException("so that nothing of it stays");

        var claimed = new ArrayList<String>();
        assertThatThrownBy(() -> transactions
                        .acrossTenants("test", tx -> tx.execute(WAITING_SINCE, tenant, Ids.next(), 2002)
                                .chain(() -> tx.execute(WAITING_SINCE, older, Ids.next(), 2001))
                                .chain(() -> store.claim(tx))
                                .invoke(first -> claimed.add(first.orElseThrow().tenant()))
                                .chain(() -> store.claim(tx))
                                .invoke(second ->
                                        claimed.add(second.orElseThrow().tenant()))
                                .chain(() -> Uni.createFrom().failure(failure)))
                        .await()
                        .indefinitely())
                .isSameAs(failure);

        assertThat(claimed).containsExactly(older, tenant);
    }

    @Test
    void aRebuildWaitsForLiveFiguresThatAreFurtherBehindThanItHasMemoryFor() throws Exception {
        var business = new Business();
        for (int i = 0; i < 100; i++) {
            business.customer("Customer " + i);
        }
        var events = business.events();
        String begun;
        try (var figures = new HeldFigures(dataSource, List.of(tenant));
                var feed = new Feed(bootstrapServers())) {
            feed.send(tenant, events, true);
            figures.awaitWaiting();
            begun = request();
            Awaits.until("it has read everything", () -> {
                var rebuild = rebuild(begun);
                return rebuild.getLong("rebuild.events.total") > 0
                        && rebuild.getLong("rebuild.events.read") == rebuild.getLong("rebuild.events.total");
            });
            for (int i = 0; i < 2; i++) {
                var before = heartbeat();
                Awaits.until("it still looks whether the live figures move", () -> !heartbeat()
                        .equals(before));
            }
            assertThat(rebuild(begun).getLong("rebuild.events.applied")).isZero();
        }

        var rebuild = completed(begun);
        assertThat(rebuild.getBoolean("rebuild.equal")).isTrue();
        assertThat(rebuild.getLong("rebuild.events.applied")).isEqualTo(events.size());
    }

    @Test
    void aTopicThatNoLongerHoldsTheWholeHistoryReplacesNothing() {
        var damaged = damaged();
        rows(
                tenant,
                """
                insert into inbox_positions (tenant_id, consumer, topic, aggregate_id, sequence)
                select tenant_id, consumer, topic, gen_random_uuid(), 1 from inbox_positions where tenant_id = ? limit 1""",
                tenant);

        failed(request(), "no longer hold the whole history of 1 aggregates");
        assertThat(contents(tenant)).isEqualTo(damaged);
    }

    @Test
    void whatIsGivenUpWhileARebuildReadsIsNotPutInPlace() throws Exception {
        var damaged = damaged();
        String begun;
        try (var figures = new HeldFigures(dataSource, List.of(tenant))) {
            begun = request();
            figures.awaitWaiting();
            rows(
                    tenant,
                    """
                    insert into inbox_skips (tenant_id, consumer, topic, aggregate_id, from_sequence, to_sequence, actor, reason)
                    select tenant_id, consumer, topic, aggregate_id, sequence, sequence, 'test', 'test'
                      from inbox_positions where tenant_id = ? limit 1""",
                    tenant);
        }

        failed(begun, "discarded or passed over meanwhile");
        assertThat(contents(tenant)).isEqualTo(damaged);
    }

    @Test
    void aRebuildThatWasEndedFromElsewhereReplacesNothing() throws Exception {
        var damaged = damaged();
        String ended;
        try (var figures = new HeldFigures(dataSource, List.of(tenant))) {
            ended = request();
            figures.awaitWaiting();
            rows(tenant, "update rebuilds set state = 'FAILED', finished_at = now() where tenant_id = ?", tenant);
            figures.awaitWaiting();
        }
        // Whoever comes behind it in the queue for the figures comes after its end.
        new HeldFigures(dataSource, List.of(tenant)).close();

        assertThat(rebuild(ended).getString("rebuild.state")).isEqualTo("FAILED");
        assertThat(contents(tenant)).isEqualTo(damaged);
        assertThat(completed(request()).getBoolean("rebuild.equal")).isFalse();
        assertThat(completed(request()).getBoolean("rebuild.equal")).isTrue();
    }

    @Test
    void aTopicThatFailsEndsTheRebuildWithItsReasonAndTheLiveFiguresStay() {
        var damaged = damaged();
        asOwner("revoke insert on rebuild.reminders from reporting_app");
        try {
            var id = request();
            Awaits.until("the rebuild has ended", () -> rebuild(id).getString("rebuild.finishedAt") != null);

            assertThat(rebuild(id).getString("rebuild.state")).isEqualTo("FAILED");
            assertThat(rebuild(id).getString("rebuild.failure")).contains("permission denied");
            assertThat(contents(tenant)).isEqualTo(damaged);
        } finally {
            asOwner("grant insert on rebuild.reminders to reporting_app");
        }
        assertThat(completed(request()).getBoolean("rebuild.equal")).isFalse();
    }

    private UUID running(OffsetDateTime heartbeat) {
        var id = Ids.next();
        rows(
                tenant,
                "insert into rebuilds (tenant_id, rebuild_id, state, phase, requested_by, requested_at, heartbeat_at)"
                        + " values (?, ?, 'RUNNING', 'READING', 'test', ?, ?)",
                tenant,
                id,
                heartbeat,
                heartbeat);
        return id;
    }

    private String request() {
        return request(tenant);
    }

    private String request(String tenant) {
        return post(tenant, UUID.randomUUID().toString(), "admin")
                .then()
                .statusCode(202)
                .header("Location", org.hamcrest.Matchers.startsWith("/v1/rebuilds/"))
                .extract()
                .path("rebuildId");
    }

    private Response post(String key, String role) {
        return post(tenant, key, role);
    }

    private static Response post(String tenant, String key, String role) {
        return as(tenant, role)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"check\"}")
                .post("/v1/rebuilds");
    }

    private JsonPath rebuild(String id) {
        return rebuild(tenant, id);
    }

    private static JsonPath rebuild(String tenant, String id) {
        return as(tenant, "admin")
                .get("/v1/rebuilds/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath completed(String id) {
        return completed(tenant, id);
    }

    /** Figures of a year of which one table is wrong. */
    private Map<String, String> damaged() {
        play(year());
        rows(tenant, "update open_items set open_amount = open_amount + 0.01 where tenant_id = ?", tenant);
        return contents(tenant);
    }

    private void failed(String id, String reason) {
        var rebuild = ended(tenant, id);
        assertThat(rebuild.getString("rebuild.state")).isEqualTo("FAILED");
        assertThat(rebuild.getString("rebuild.failure")).contains(reason);
    }

    private Object heartbeat() {
        return rows(tenant, "select heartbeat_at from rebuilds where tenant_id = ?", tenant)
                .get(0)
                .get("heartbeat_at");
    }

    private JsonPath ended(String tenant, String id) {
        Awaits.until("the rebuild has ended", () -> rebuild(tenant, id).getString("rebuild.finishedAt") != null);
        return rebuild(tenant, id);
    }

    private JsonPath completed(String tenant, String id) {
        var rebuild = ended(tenant, id);
        assertThat(rebuild.getString("rebuild.failure")).isNull();
        assertThat(rebuild.getString("rebuild.state")).isEqualTo("COMPLETED");
        return rebuild;
    }

    private Map<String, String> contents(String tenant) {
        var contents = new LinkedHashMap<String, String>();
        projections.tables().forEach(table -> contents.put(table, content(tenant, table)));
        return contents;
    }

    private static Business year() {
        var business = new Business();
        var ana = business.customer("Ana");
        var first = business.issue(ana, "EUR", "100.00", "2026-01-01", "2026-01-31");
        var second = business.issue(ana, "EUR", "50.00", "2026-01-01", "2026-01-31");
        business.overdue(first);
        business.remind(first);
        business.credit(second, "5.00", "2026-01-05");
        var payment = business.receive(Optional.of(ana), "EUR", "120.00", "2026-02-01");
        var allocation = business.allocate(payment, first, "100.00", "2026-02-01");
        business.deallocate(payment, allocation, "40.00", "2026-02-02");
        var returned = business.receive(Optional.of(ana), "EUR", "45.00", "2026-02-03");
        business.allocate(returned, second, "45.00", "2026-02-03");
        business.reverse(returned, "2026-02-05");
        business.statement();
        return business;
    }
}
