package io.receivables.chassis.auditchain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.probe.ServiceDatabase;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicFeeder;
import io.receivables.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditChainIT extends AuditChain {
    @Inject
    AuditVerificationJob job;

    @Test
    void headsArePublishedByContractWithoutGapAndAtMostOncePerInterval() throws SQLException {
        for (int round = 1; round <= 3; round++) {
            change(List.of(tenant), 2);
            seal();
            assertThat(publish(Duration.ofHours(1))).isZero();
            assertThat(publish(Duration.ZERO)).isPositive();
            assertThat(publish(Duration.ZERO)).isZero();
        }
        var verdict = awaitAnchors(tenant, 3);
        assertThat(verdict.intact()).isTrue();
        try (var topic = TopicProbe.on(TOPIC)) {
            var heads = topic.events(tenant);
            assertThat(heads).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L);
            assertThat(heads)
                    .extracting(ObservedEvent::subject)
                    .containsOnly(heads.get(0).subject());
            heads.forEach(head -> EventContracts.assertValid(head.type(), head.payload()));
            var last = heads.get(2).data();
            assertThat(last.path("position").asLong()).isEqualTo(6);
            assertThat(verdict.head()).contains(last.path("hash").asText());
            assertThat(last.path("service").asText()).isEqualTo("chassis");
        }
    }

    @Test
    void aTenantVerifiesItsOwnTrailOnly() throws SQLException {
        var other = newTenant();
        change(List.of(tenant), 4);
        change(List.of(other), 7);
        seal();
        publish(Duration.ZERO);
        awaitAnchors(other, 1);
        awaitAnchors(tenant, 1);
        try (var owner = ServiceDatabase.asOwner(other);
                var statement = owner.createStatement()) {
            assertThat(statement.executeUpdate("update audit_entries set actor = 'mallory'"))
                    .isEqualTo(7);
        }

        verifyByApi(tenant, "manager").then().statusCode(200);
        var mine = verifyByApi(tenant, "admin").jsonPath();
        assertThat(mine.getBoolean("intact")).isTrue();
        assertThat(mine.getLong("checkedEntries")).isEqualTo(4);
        assertThat(mine.getLong("anchorsChecked")).isEqualTo(1);
        assertThat(mine.getString("head")).matches("[0-9a-f]{64}");
        var theirs = verifyByApi(other, "admin").jsonPath();
        assertThat(theirs.getBoolean("intact")).isFalse();
        assertThat(theirs.getLong("breakCount")).isEqualTo(7);
        assertThat(theirs.getList("breaks.kind")).containsOnly("EDITED");
    }

    @Test
    void onlyManagersAndAdministratorsVerify() {
        for (var role : List.of("finance", "sales", "delivery", "collector", "analyst")) {
            assertThat(verifyByApi(tenant, role).statusCode()).isEqualTo(403);
        }
        assertThat(given().post("/v1/audit-verifications").statusCode()).isEqualTo(401);
    }

    @Test
    void anEntryThatVanishesBeforeItsSealIsMissedAndStopsNobody() throws SQLException {
        change(List.of(tenant), 3);
        try (var owner = ServiceDatabase.asOwner(tenant);
                var statement = owner.createStatement()) {
            statement.executeUpdate(
                    "delete from audit_entries where id = (select min(id::text)::uuid from audit_entries)");
        }
        seal();
        var verdict = verify(tenant);
        assertThat(verdict.breaks()).extracting(ChainBreak::kind).containsExactly(ChainBreak.Kind.DELETED);
        assertThat(verdict.sealedPosition()).isEqualTo(2);
        forget(tenant);
    }

    @Test
    void theScheduleFindsATenantOfWhichNothingIsLeft() throws SQLException {
        change(List.of(tenant), 3);
        seal();
        publish(Duration.ZERO);
        awaitAnchors(tenant, 1);
        forget(tenant);
        change(List.of(newTenant()), 1);

        assertThat(job.verifyDue().await().atMost(Changes.LIMIT)).isPositive();
        assertThat(job.verifyDue().await().atMost(Changes.LIMIT)).isZero();
        job.measure().await().atMost(Changes.LIMIT);

        try (var owner = ServiceDatabase.asOwner(tenant)) {
            assertThat(ServiceDatabase.number(owner, "select breaks from audit_chains"))
                    .isEqualTo(1);
        }
        assertThat(given().get("/q/metrics").asString())
                .containsPattern("receivables_audit_breaks [1-9]")
                .contains("receivables_audit_verified_age_seconds", "receivables_audit_unsealed_age_seconds");
        assertThat(verify(tenant).breaks()).extracting(ChainBreak::kind).containsExactly(ChainBreak.Kind.TAIL_CUT);
    }

    @Test
    void aHeadThatIsNoneIsPassedOver() {
        change(List.of(tenant), 2);
        seal();
        publish(Duration.ZERO);
        awaitAnchors(tenant, 1);
        try (var feeder = TopicFeeder.forTenant(tenant)) {
            for (var head : List.of("{\"position\":999999999}", "{\"position\":1}", "[]")) {
                feeder.poison("AuditSealed.v1", Ids.next(), 1, head.getBytes(StandardCharsets.UTF_8))
                        .on(TOPIC)
                        .send();
            }
        }

        var verdict = verify(tenant);
        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.anchorsChecked()).isEqualTo(1);
    }

    private static void forget(String who) throws SQLException {
        try (var owner = ServiceDatabase.asOwner(who);
                var statement = owner.createStatement()) {
            for (var table : List.of("audit_unsealed", "audit_seals", "audit_chains", "audit_entries")) {
                statement.executeUpdate("delete from " + table);
            }
        }
    }

    @Test
    void oneVerificationOfATenantRunsAtATime() throws Exception {
        change(List.of(tenant), 50);
        seal();
        var pool = Executors.newFixedThreadPool(8);
        var statuses = pool.invokeAll(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        i -> () -> verifyByApi(tenant, "admin").statusCode())
                .toList());
        pool.shutdown();
        for (var status : statuses) {
            assertThat(status.get()).isIn(200, 409);
        }
        assertThat(verifyByApi(tenant, "admin").statusCode()).isEqualTo(200);
    }
}
