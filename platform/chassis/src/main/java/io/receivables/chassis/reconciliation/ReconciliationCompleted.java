package io.receivables.chassis.reconciliation;

import java.time.Instant;
import java.util.UUID;

/** The end of a run in one service: what it found and what of it is still open. */
record ReconciliationCompleted(
        UUID runId,
        String book,
        String service,
        Reconciliation.Role role,
        Instant openedAt,
        Instant completedAt,
        long items,
        long differences,
        long healed,
        long open) {
    static final String TYPE = "ReconciliationCompleted.v1";
}
