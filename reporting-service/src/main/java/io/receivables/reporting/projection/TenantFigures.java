package io.receivables.reporting.projection;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;

/**
 * The lock between the consumers of a tenant's events, which may run side by side, and the moment a rebuild compares
 * and replaces that tenant's figures, for which they must stand still. Readers never take it.
 */
public final class TenantFigures {
    private TenantFigures() {}

    /** Held by each batch until its transaction ends. */
    public static Uni<Void> lockForEvents(PgTx tx) {
        return lock(tx, "select pg_advisory_xact_lock_shared(hashtextextended('figures:' || $1, 0))");
    }

    /** Held by a rebuild while it compares and replaces, until its transaction ends. */
    public static Uni<Void> lockForReplacement(PgTx tx) {
        return lock(tx, "select pg_advisory_xact_lock(hashtextextended('figures:' || $1, 0))");
    }

    private static Uni<Void> lock(PgTx tx, String sql) {
        return tx.query(sql, tx.tenant()).replaceWithVoid();
    }
}
