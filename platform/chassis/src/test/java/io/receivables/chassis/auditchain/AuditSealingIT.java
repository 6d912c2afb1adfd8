package io.receivables.chassis.auditchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.probe.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditSealingIT extends AuditChain {
    @Test
    void thousandsOfConcurrentChangesAreSealedOnceWhileTwoSealersAndAVerifierRun() throws Exception {
        var tenants = IntStream.range(0, 3).mapToObj(i -> newTenant()).toList();
        var made = new AtomicBoolean();
        var pool = Executors.newFixedThreadPool(3);
        Callable<Void> sealing = () -> {
            while (!made.get()) {
                seal();
            }
            return null;
        };
        var work = List.of(pool.submit(sealing), pool.submit(sealing), pool.submit(() -> {
            while (!made.get()) {
                assertThat(verify(tenants.get(0)).breaks()).isEmpty();
            }
            return null;
        }));
        change(tenants, 1000);
        made.set(true);
        for (var task : work) {
            task.get();
        }
        pool.shutdown();
        seal();

        for (var each : tenants) {
            var verdict = verify(each);
            assertThat(verdict.breaks()).isEmpty();
            assertThat(verdict.checkedEntries()).isEqualTo(1000);
            assertThat(verdict.sealedPosition()).isEqualTo(1000);
            assertThat(verdict.unsealedEntries()).isZero();
        }
    }

    @Test
    void anEntryThatCommitsLateTakesTheNextPositionAndHoldsNobodyUp() throws SQLException {
        try (var late = ServiceDatabase.asApplication(tenant)) {
            late.setAutoCommit(false);
            insert(late, "11111111-1111-7111-8111-111111111111");
            change(List.of(tenant), 5);
            seal();
            assertThat(verify(tenant).sealedPosition()).isEqualTo(5);
            late.commit();
            assertThat(verify(tenant).unsealedEntries()).isEqualTo(1);
            seal();
            assertThat(column(
                            late,
                            "select position from audit_seals where entry_id = '11111111-1111-7111-8111-111111111111'"))
                    .containsExactly(6L);
        }
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    private void insert(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement(
                """
                insert into audit_entries (id, tenant_id, entity, entity_id, action, actor, occurred_at, correlation_id)
                values (?::uuid, ?, 'payment', gen_random_uuid(), 'CHANGE', 'anna', now(), 'c')""")) {
            statement.setString(1, id);
            statement.setString(2, tenant);
            statement.executeUpdate();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entries set actor = 'mallory'",
                "delete from audit_entries",
                "truncate audit_entries",
                "update audit_seals set hash = hash",
                "delete from audit_seals",
                "truncate audit_seals",
                "insert into audit_entries (recorded_at) values (now())",
                "insert into audit_seals (sealed_at) values (now())",
                "alter table audit_entries disable trigger user",
                "create trigger t before insert on audit_entries execute function queue_audit_entries()"
            })
    void theApplicationCannotChangeWhatIsInTheTrail(String sql) throws SQLException {
        try (var application = ServiceDatabase.asApplication("*");
                var statement = application.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("42501"));
        }
    }

    /** Otherwise sealing and verifying would take four times as long for a trail twice as long. */
    @ParameterizedTest
    @MethodSource("statements")
    void everyPageAndBatchIsReadInTheOrderOfAnIndex(String sql) throws SQLException {
        change(List.of(tenant), 500);
        seal();
        change(List.of(tenant), 500);
        try (var application = ServiceDatabase.asApplication(tenant);
                var statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute(Plans.IN_ORDER_OF_INDEXES);
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("explain " + sql.replace(":tenant", "'" + tenant + "'"))) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString())
                    .contains("Index")
                    .doesNotContain("Sort")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("Bitmap");
        }
    }

    static List<String> statements() {
        var nil = "'" + new UUID(0, 0) + "'";
        return List.of(
                TrailReader.LINKS.replace("$1", ":tenant").replace("$2", "0").replace("$3", "500"),
                TrailReader.TRAIL
                        .replace("$1", ":tenant")
                        .replace("$2", "''")
                        .replace("$3", nil)
                        .replace("$4", nil),
                AuditSealer.NEXT,
                AuditSealer.HEADS.replace("$1::text[]", "array[:tenant]"));
    }

    private static List<Long> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = LongStream.builder();
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
            return values.build().boxed().toList();
        }
    }
}
