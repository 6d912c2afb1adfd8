package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.testkit.ReceivablesTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
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

    private static Uni<String> mode(PgTx tx) {
        return tx.query(MODE).map(rows -> rows.iterator().next().getString("mode"));
    }

    private static String mode(Uni<String> asked) {
        return asked.await().atMost(PATIENCE);
    }
}
