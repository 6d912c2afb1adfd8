package io.receivables.invoicing.overdue;

/** Makes the sweep's statement readable for a test of its plan. */
public final class SweepStatement {
    private SweepStatement() {}

    public static String tenantsWithDueInvoices() {
        return OverdueSweep.TENANTS_WITH_DUE_INVOICES
                .replace("$1", "now()")
                .replace("$2", "'{}'")
                .replace("$3", "'{}'");
    }
}
