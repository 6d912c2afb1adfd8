package io.receivables.invoicing.invoice.store;

import io.vertx.pgclient.PgException;

/** Tells when two requests with one external id met: the loser finds the winner's invoice when it runs again. */
public final class ExternalIdRace {
    private ExternalIdRace() {}

    public static boolean lost(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException e && "23505".equals(e.getSqlState())) {
                return "invoices_external_id".equals(e.getConstraint());
            }
        }
        return false;
    }
}
