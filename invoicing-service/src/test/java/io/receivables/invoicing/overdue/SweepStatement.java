package io.receivables.invoicing.overdue;

/** Makes the sweep's statements readable for a test of their plans. */
public final class SweepStatement {
    private SweepStatement() {}

    public static String dueInvoices(String tenant) {
        return OverdueSweep.DUE
                .replace("$1", "'" + tenant + "'")
                .replace("$2", "now()")
                .replace("$3", "500");
    }

    public static String tenantsWithDueInvoices() {
        return OverdueSweep.TENANTS_WITH_DUE_INVOICES
                .replace("$1", "now()")
                .replace("$2", "'{}'")
                .replace("$3", "'{}'");
    }
}
