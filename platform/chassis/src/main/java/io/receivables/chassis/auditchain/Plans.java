package io.receivables.chassis.auditchain;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;

/**
 * Keeps the statements of one transaction to the order of the indexes. The filter of the policies looks so selective to
 * the planner that it would rather read and sort everything that is left for each page or batch, which is slow where it
 * matters: on long trails.
 */
final class Plans {
    static final String IN_ORDER_OF_INDEXES =
            """
            select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                   set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true)""";

    private Plans() {}

    static Uni<Void> inOrderOfIndexes(PgTx tx) {
        return tx.query(IN_ORDER_OF_INDEXES).replaceWithVoid();
    }
}
