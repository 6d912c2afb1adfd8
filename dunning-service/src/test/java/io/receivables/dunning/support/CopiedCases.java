package io.receivables.dunning.support;

/** Makes many cases out of one, far faster than events could. */
public final class CopiedCases {

    private static final String COPY =
            """
            insert into cases (tenant_id, id, invoice_id, invoice_number, customer_id, customer_name, language,
                time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name,
                seller_iban, policy_version, state, open_amount, credited_amount, open_item_version,
                credited_in_full, level, in_delivery, overdue, next_action, next_level, next_action_on,
                next_action_at, opened_at, changed_at)
            select tenant_id, gen_random_uuid(), gen_random_uuid(), 'INV-COPY-' || n, customer_id, customer_name,
                language, time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name,
                seller_iban, policy_version, state, open_amount, credited_amount, open_item_version,
                credited_in_full, level, in_delivery, overdue, next_action, next_level, next_action_on,
                next_action_at, opened_at, changed_at
            from cases, generate_series(1, %d) as n""";

    private CopiedCases() {}

    /** Copies the tenant's one case and applies an assignment of columns to the copies. */
    public static void make(String tenant, int count, String change) {
        Database.change(tenant, COPY.formatted(count));
        Database.change(tenant, "update cases set " + change + " where invoice_number like 'INV-COPY-%'");
    }

    /** Removes the copies. */
    public static void remove(String tenant) {
        Database.change(tenant, "delete from cases where invoice_number like 'INV-COPY-%'");
    }
}
