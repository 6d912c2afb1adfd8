package io.receivables.chassis.tx;

import io.vertx.pgclient.PgException;

/**
 * Why a transaction failed; shared by all views of it. Statements that were sent behind the one that failed are refused because it did
 * (25P02), and whoever waits for several of them may hear of that first.
 */
public final class RootFailure {
    private static final String TRANSACTION_HAS_FAILED = "25P02";

    private volatile Throwable root;

    /** The failure itself, or that of the statement before it if this one is only its consequence. */
    Throwable of(Throwable failure) {
        if (failure instanceof PgException refused && TRANSACTION_HAS_FAILED.equals(refused.getSqlState())) {
            return root == null ? failure : root;
        }
        root = failure;
        return failure;
    }
}
