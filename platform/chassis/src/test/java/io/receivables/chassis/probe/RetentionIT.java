package io.receivables.chassis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.operations.RetentionJob;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class RetentionIT {
    private static final String TENANT = "retention";

    @Inject
    Transactions transactions;

    @Inject
    RetentionJob job;

    private static final String PUBLISH = "delete from outbox_unpublished where tenant_id = $1";

    @Test
    void removesOnlyWhatIsOlderThanItsWindow() {
        run(tx -> tx.execute(
                """
                insert into idempotency_keys (tenant_id, key, operation, request_hash, created_at)
                select $1, 'old' || n, 'x', '', clock_timestamp() - interval '8 days' from generate_series(1, 12000) n""",
                TENANT));
        run(tx -> tx.execute(
                """
                insert into idempotency_keys (tenant_id, key, operation, request_hash, created_at)
                values ($1, 'young', 'x', '', clock_timestamp() - interval '6 days')""",
                TENANT));
        run(tx -> tx.execute(
                """
                insert into inbox (consumer, event_id, tenant_id, received_at)
                select 'x', gen_random_uuid(), $1, clock_timestamp() - interval '31 days' from generate_series(1, 10)""",
                TENANT));
        run(tx -> tx.execute(outboxRow("31 days"), TENANT));
        run(tx -> tx.execute(outboxRow("29 days"), TENANT));
        run(tx -> tx.execute(PUBLISH, TENANT));
        run(tx -> tx.execute(outboxRow("40 days"), TENANT));

        Awaits.untilAsserted(() -> {
            job.trimAll().await().atMost(Duration.ofSeconds(60));
            assertThat(count("idempotency_keys")).isEqualTo(1);
            assertThat(count("inbox")).isZero();
            assertThat(count("outbox")).isEqualTo(2);
        });
        run(tx -> tx.execute(PUBLISH, TENANT));
        Awaits.untilAsserted(() -> {
            job.trimAll().await().atMost(Duration.ofSeconds(60));
            assertThat(count("outbox")).isEqualTo(1);
        });
    }

    /** In a shard that no relay reads. */
    private static String outboxRow(String age) {
        return """
                insert into outbox (id, shard, tenant_id, topic, type, aggregate_id, sequence, occurred_at,
                                    correlation_id, causation_id, payload, created_at)
                values (gen_random_uuid(), 99, $1, 'x', 'X.v1', gen_random_uuid(), 1, now(), 'c', 'c', '',
                        clock_timestamp() - interval '%s')"""
                .formatted(age);
    }

    private long count(String table) {
        return run(tx -> tx.query("select count(*) from " + table + " where tenant_id = $1", TENANT)
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private <T> T run(Function<PgTx, Uni<T>> work) {
        return transactions.forTenant(TENANT, "test", work).await().atMost(Duration.ofSeconds(60));
    }
}
