package io.receivables.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.probe.ServiceDatabase;
import io.receivables.testkit.ReceivablesTestResource;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** How PostgreSQL searches what is to be published; everything is undone, so that nothing of it is published. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class RelayPlanIT {
    /** After so many executions a plan without values is kept. */
    private static final int KEPT_AFTER = 6;

    private static final int WAITING = 20_000;
    private static final String FIND = "execute search('{0,1,2,3,4,5,6,7}')";
    private static final String FILL =
            """
            insert into outbox (id, shard, tenant_id, topic, type, aggregate_id, sequence, occurred_at, correlation_id, causation_id,
                                payload)
            select gen_random_uuid(), i %% 8, '*', 'receivables.customer.customers', 'CustomerRegistered.v1',
                   gen_random_uuid(), 1, now(), 'c', 'c', %s
              from generate_series(1, %d) as i""";

    @Test
    void aRoundReadsWhatItSendsAlsoWhenTheQueueWasEmptyAtFirst() throws Exception {
        try (var connection = ServiceDatabase.asApplication("*");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(OutboxRelay.LOCK_SHARDS);
            statement.execute("prepare search(smallint[]) as " + OutboxRelay.SELECT);
            for (int i = 0; i < KEPT_AFTER; i++) {
                statement.execute(FIND);
            }
            statement.execute(FILL.formatted("''", WAITING));

            assertThat(plan(statement))
                    .as("a walk along the queue's key that ends at the limit")
                    .contains(
                            "Index Scan using outbox_unpublished_pkey",
                            "Nested Loop",
                            "Index Scan using outbox_position")
                    .doesNotContain("Sort", "Seq Scan");

            connection.rollback();
        }
    }

    @Test
    void aRoundOfLargeEventsEndsBeforeItFillsTheMemory() throws Exception {
        try (var connection = ServiceDatabase.asApplication("*");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("delete from outbox_unpublished");
            statement.execute(FILL.formatted("decode(repeat('00', 3 * 1024 * 1024), 'hex')", 10));
            statement.execute("prepare next(smallint[]) as " + OutboxRelay.SELECT);

            try (var rows = statement.executeQuery("execute next('{0,1,2,3,4,5,6,7}')")) {
                for (int before = 0; before <= 6; before += 3) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong("bytes_before")).isEqualTo(before * 1024L * 1024);
                }
                assertThat(rows.next()).isFalse();
            }

            connection.rollback();
        }
    }

    private static String plan(Statement statement) throws SQLException {
        var plan = new StringBuilder();
        try (var rows = statement.executeQuery("explain " + FIND)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
