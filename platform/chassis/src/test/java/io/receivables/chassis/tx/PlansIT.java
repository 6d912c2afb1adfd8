package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.probe.ServiceDatabase;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** What the database keeps of a statement from one execution to the next. */
@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class PlansIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MODE = "select current_setting('plan_cache_mode') as mode";
    /** Longer than what the client keeps by itself. */
    private static final String LONG =
            "select count(*) as uses, $1::int as one /* " + "of many columns ".repeat(300) + "*/";

    private static final String KEPT =
            "select generic_plans + custom_plans as uses from pg_prepared_statements where statement = $1";

    @Inject
    Transactions transactions;

    @Test
    void aLongStatementIsPreparedOnce() {
        long uses = transactions
                .forTenant("plans", "test", tx -> tx.query(LONG, 1)
                        .chain(() -> tx.query(LONG, 2))
                        .chain(() -> tx.query(KEPT, LONG))
                        .map(rows -> rows.iterator().next().getLong("uses")))
                .await()
                .atMost(PATIENCE);

        assertThat(uses).isEqualTo(2);
    }

    @Test
    void onlyKeyedWorkKeepsItsPlans() {
        assertThat(mode(transactions.byKeys("plans", "test", PlansIT::mode))).isEqualTo("force_generic_plan");
        assertThat(mode(transactions.forTenant("plans", "test", PlansIT::mode))).isEqualTo("auto");
    }

    /** The plan that is kept is made for the average tenant, and this one has thousands of times as much. */
    @Test
    void rowsOfAnUnusuallyLargeTenantAreLookedUp() throws SQLException {
        var update =
                """
                prepare change (text, uuid[], int[]) as update skewed t set amount = u.amount
                  from unnest($2::uuid[], $3::int[]) as u(id, amount) where t.tenant_id = $1 and t.id = u.id""";
        try (var owner = ServiceDatabase.asOwner("*");
                var statement = owner.createStatement()) {
            statement.execute("create table skewed (tenant_id text, id uuid, amount int, primary key (tenant_id, id))");
            try {
                statement.execute("select enable_tenant_isolation('skewed')");
                statement.execute(
                        """
                        insert into skewed select case when n <= 20000 then 'large' else 'small' || n % 10000 end, gen_random_uuid(), 0
                          from generate_series(1, 40000) as n""");
                statement.execute("analyze skewed");
                owner.setAutoCommit(false);
                statement.execute("select begin_tenant('large', 'force_generic_plan')");

                statement.execute(update);

                assertThat(lines(statement.executeQuery("explain execute change('large', '{}', '{}')")))
                        .contains("Index Cond: ((tenant_id = $1) AND (id = u.id))");
                owner.rollback();
            } finally {
                owner.setAutoCommit(true);
                statement.execute("drop table skewed");
            }
        }
    }

    private static String lines(ResultSet plan) throws SQLException {
        var lines = new StringJoiner("\n");
        while (plan.next()) {
            lines.add(plan.getString(1));
        }
        return lines.toString();
    }

    @Test
    void aTableThatGrowsIsAnalyzedSoon() throws SQLException {
        try (var owner = ServiceDatabase.asOwner("plans");
                var statement = owner.createStatement()) {
            statement.execute("create table young (tenant_id text not null, id uuid primary key)");
            try {
                statement.execute("insert into young select 'plans', gen_random_uuid() from generate_series(1, 5000)");

                Awaits.untilAsserted(() -> assertThat(ServiceDatabase.number(
                                owner, "select reltuples::bigint from pg_class where relname = 'young'"))
                        .isEqualTo(5000));
            } finally {
                statement.execute("drop table young");
            }
        }
    }

    private static Uni<String> mode(PgTx tx) {
        return tx.query(MODE).map(rows -> rows.iterator().next().getString("mode"));
    }

    private static String mode(Uni<String> asked) {
        return asked.await().atMost(PATIENCE);
    }
}
