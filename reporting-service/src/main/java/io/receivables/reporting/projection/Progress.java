package io.receivables.reporting.projection;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;

/** Notes how recent a tenant's figures are, in the transaction that changes them. */
final class Progress {
    private static final String NOTE =
            """
            insert into projection_progress as p (tenant_id, topic, recorded_at) values ($1, $2, $3)
            on conflict (tenant_id, topic) do update set recorded_at = greatest(p.recorded_at, excluded.recorded_at)""";

    private Progress() {}

    static Uni<Void> note(PgTx tx, String topic, List<ReceivedEvent> events) {
        return events.stream()
                .map(ReceivedEvent::recordedAt)
                .max(Comparator.naturalOrder())
                .map(latest -> tx.execute(NOTE, tx.tenant(), topic, latest).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
