package io.receivables.chassis.reconciliation;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends runs and publishes what they found, in the order of each run. */
@ApplicationScoped
class Announcements {
    private static final String COMPLETE =
            """
            update reconciliation_runs
               set state = 'COMPLETED', completed_at = clock_timestamp(), sequence = sequence + 1
             where tenant_id = $1 and run_id = $2
            returning *, (select count(*) from reconciliation_differences
                           where tenant_id = $1 and run_id = $2 and state = 'OPEN') as still_open""";

    private final Runs runs;
    private final Differences differences;
    private final Outbox outbox;
    private final String service;

    Announcements(
            Runs runs,
            Differences differences,
            Outbox outbox,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.runs = runs;
        this.differences = differences;
        this.outbox = outbox;
        this.service = application.replaceFirst("-service$", "");
    }

    String topic() {
        return "receivables." + service + ".reconciliations";
    }

    /** Counts a difference that is settled and publishes it. */
    Uni<Void> settled(PgTx tx, Difference difference) {
        int healed = difference.state() == Difference.State.HEALED ? 1 : 0;
        return runs.count(tx, difference.runId(), 1, healed)
                .chain(sequence -> outbox.append(
                        tx, topic(), new OutboxEvent(Difference.TYPE, difference.runId(), sequence, difference)));
    }

    /** Ends a run whose differences are all settled. */
    Uni<Void> completed(PgTx tx, UUID runId, String book) {
        return differences
                .supersede(tx, runId, book)
                .chain(() -> tx.query(COMPLETE, tx.tenant(), runId))
                .map(rows -> rows.iterator().next())
                .chain(row -> outbox.append(
                        tx,
                        topic(),
                        new OutboxEvent(ReconciliationCompleted.TYPE, runId, row.getLong("sequence"), payload(row))))
                .chain(() -> runs.forgetOld(tx, book));
    }

    private ReconciliationCompleted payload(Row row) {
        var run = Reconciliation.of(row);
        return new ReconciliationCompleted(
                run.reconciliationId(),
                run.book(),
                service,
                run.role(),
                run.openedAt(),
                run.completedAt().orElseThrow(),
                run.items(),
                run.differences(),
                run.healed(),
                row.getLong("still_open"));
    }
}
