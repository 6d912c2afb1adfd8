package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reads cases under a lock and writes them back, always many at once. */
@ApplicationScoped
public class CaseRepository {

    private static final String LOCK_BY_INVOICE = "select " + CaseRows.COLUMNS
            + " from cases c where c.tenant_id = $1 and c.invoice_id = any($2) order by c.id for update";

    private static final String LOCK_WITH_CUSTOMER = "select " + CaseRows.COLUMNS
            + """
            , u.name as current_name, u.language as current_language, u.emails as emails
            from cases c join customers u on u.tenant_id = c.tenant_id and u.id = c.customer_id
            where c.tenant_id = $1 and c.id = any($2)
            order by c.id for update of c""";

    private static final String INSERT =
            """
            insert into cases (tenant_id, id, invoice_id, invoice_number, customer_id, customer_name, language,
                time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name, seller_iban,
                policy_version, state, close_reason, open_amount, credited_amount, open_item_version,
                credited_in_full, level, in_delivery, last_reminder_on, overdue, next_action, next_level,
                next_action_on, next_action_at, sequence, opened_at, changed_at)
            select $1, n.id, n.invoice_id, n.invoice_number, n.customer_id, n.customer_name, n.language,
                n.time_zone, n.issue_date, n.due_date, n.due_at, n.currency, n.total, n.payment_reference,
                n.seller_name, n.seller_iban, n.policy_version, n.state, n.close_reason, n.open_amount,
                n.credited_amount, n.open_item_version, n.credited_in_full, n.level, n.in_delivery,
                n.last_reminder_on, n.overdue, n.next_action, n.next_level, n.next_action_on, n.next_action_at,
                n.sequence, $3, $3
            from jsonb_to_recordset($2) as n(invoice_id uuid, invoice_number text, customer_id uuid,
                customer_name text, language text, time_zone text, issue_date date, due_date date,
                due_at timestamptz, currency text, total numeric, payment_reference text, seller_name text,
                seller_iban text, policy_version integer,
            """
                    + CaseRows.PROGRESS_TYPES
                    + ") on conflict (tenant_id, invoice_id) do nothing";

    private static final String UPDATE =
            """
            update cases c
            set state = n.state, close_reason = n.close_reason, open_amount = n.open_amount,
                credited_amount = n.credited_amount, open_item_version = n.open_item_version,
                credited_in_full = n.credited_in_full, level = n.level, in_delivery = n.in_delivery,
                last_reminder_on = n.last_reminder_on, overdue = n.overdue, next_action = n.next_action,
                next_level = n.next_level, next_action_on = n.next_action_on, next_action_at = n.next_action_at,
                sequence = n.sequence, version = c.version + 1, changed_at = $3
            from jsonb_to_recordset($2) as n("""
                    + CaseRows.PROGRESS_TYPES
                    + ") where c.tenant_id = $1 and c.id = n.id";

    /** Locks cases by their ids. */
    public Uni<List<CaseWithCustomer>> lockWithCustomer(PgTx tx, Collection<UUID> ids) {
        return tx.query(LOCK_WITH_CUSTOMER, tx.tenant(), ids.toArray(UUID[]::new))
                .map(rows -> list(rows, CaseWithCustomer::read));
    }

    /** Locks the cases of invoices; an invoice without a case is left out. */
    public Uni<List<DunningCase>> lockByInvoices(PgTx tx, Collection<UUID> invoiceIds) {
        return tx.query(LOCK_BY_INVOICE, tx.tenant(), invoiceIds.toArray(UUID[]::new))
                .map(rows -> list(rows, CaseRows::read));
    }

    /** Stores new cases; an invoice that has one already keeps it. */
    public Uni<Void> insertAll(PgTx tx, List<DunningCase> cases) {
        return write(tx, INSERT, cases, CaseRows::whole);
    }

    /** Writes changed cases back; their rows are locked. */
    public Uni<Void> saveAll(PgTx tx, List<DunningCase> cases) {
        return write(tx, UPDATE, cases, CaseRows::progress);
    }

    private static Uni<Void> write(
            PgTx tx, String sql, List<DunningCase> cases, Function<DunningCase, JsonObject> document) {
        if (cases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        JsonArray documents = new JsonArray(cases.stream().map(document).toList());
        return tx.query(sql, tx.tenant(), documents, tx.now()).replaceWithVoid();
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> items = new ArrayList<>(rows.size());
        rows.forEach(row -> items.add(read.apply(row)));
        return items;
    }
}
