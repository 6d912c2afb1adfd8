package io.receivables.payment.payment.store;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Orders writers of money inside a tenant. Commands share the gate and settle their races by row locks (payments, then
 * open items by id). Invoice events and the allocation of a whole statement close it: what a payment names and what
 * arrives meanwhile can then not miss each other, and big lock sets need no order.
 */
@ApplicationScoped
public class MoneyGate {
    private static final String SHARE =
            "select pg_advisory_xact_lock_shared(hashtextextended('payment-money:' || $1, 0))";
    private static final String CLOSE = "select pg_advisory_xact_lock(hashtextextended('payment-money:' || $1, 0))";
    private static final String IMPORTS = "select pg_advisory_xact_lock(hashtextextended('payment-imports:' || $1, 0))";

    public Uni<Void> share(PgTx tx) {
        return pass(tx, SHARE);
    }

    public Uni<Void> close(PgTx tx) {
        return pass(tx, CLOSE);
    }

    /** Lets one statement import of a tenant run at a time. */
    public Uni<Void> importAlone(PgTx tx) {
        return tx.query(IMPORTS, tx.tenant()).replaceWithVoid();
    }

    private static Uni<Void> pass(PgTx tx, String lock) {
        return tx.query(lock, tx.tenant()).replaceWithVoid();
    }
}
