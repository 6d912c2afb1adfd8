package io.receivables.reporting.projection.openitem;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.ProjectedTable;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Keeps what is owed on each invoice, now and as of any date. */
@ApplicationScoped
public class OpenItemProjection implements Projection {
    /** The difference to the version before: within the batch, else to the item as stored, else to nothing. */
    private static final String INSERT_CHANGES =
            """
            insert into open_item_changes (tenant_id, invoice_id, version, customer_id, currency, due_date, cause,
                                           cause_id, effective_date, recorded_at, original_amount, credited_amount,
                                           allocated_amount, open_amount, delta)
            select $1, n.*, n.open_amount - coalesce(
                       lag(n.open_amount) over (partition by n.invoice_id order by n.version), i.open_amount, 0)
              from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::uuid[],
                          $9::date[], $10::timestamptz[], $11::numeric[], $12::numeric[], $13::numeric[],
                          $14::numeric[])
                   as n(invoice_id, version, customer_id, currency, due_date, cause, cause_id, effective_date,
                        recorded_at, original_amount, credited_amount, allocated_amount, open_amount)
              left join open_items i on i.tenant_id = $1 and i.invoice_id = n.invoice_id
            on conflict (tenant_id, invoice_id, version) do nothing""";

    private static final String UPSERT_ITEMS =
            """
            insert into open_items as i (tenant_id, invoice_id, version, customer_id, currency, due_date,
                                         original_amount, credited_amount, allocated_amount, open_amount,
                                         invoice_number, status, latest_effective_date, settled_on)
            select distinct on (n.invoice_id) $1, n.invoice_id, n.version, n.customer_id, n.currency, n.due_date,
                   n.original_amount, n.credited_amount, n.allocated_amount, n.open_amount, n.invoice_number, n.status,
                   max(n.effective_date) over (partition by n.invoice_id),
                   case when n.open_amount = 0 then max(n.effective_date) over (partition by n.invoice_id) end
              from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::date[], $7::date[], $8::numeric[],
                          $9::numeric[], $10::numeric[], $11::numeric[], $12::text[], $13::text[])
                   as n(invoice_id, version, customer_id, currency, due_date, effective_date, original_amount,
                        credited_amount, allocated_amount, open_amount, invoice_number, status)
             order by n.invoice_id, n.version desc
            on conflict (tenant_id, invoice_id) do update
               set version = excluded.version, original_amount = excluded.original_amount,
                   credited_amount = excluded.credited_amount, allocated_amount = excluded.allocated_amount,
                   open_amount = excluded.open_amount, status = excluded.status, due_date = excluded.due_date,
                   latest_effective_date = greatest(i.latest_effective_date, excluded.latest_effective_date),
                   settled_on = greatest(excluded.settled_on,
                       case when excluded.open_amount = 0 then i.latest_effective_date end)
             where i.version < excluded.version""";
    /** Sorted, because two topics may add the same accounts at once. */
    private static final String INSERT_ACCOUNTS =
            """
            insert into customer_accounts (tenant_id, customer_id, currency)
            select distinct $1, a.customer_id, a.currency
              from unnest($2::uuid[], $3::text[]) as a(customer_id, currency)
             order by 2, 3
            on conflict do nothing""";

    @Override
    public String channel() {
        return "open-items";
    }

    @Override
    public String topic() {
        return "receivables.payment.open-items";
    }

    @Override
    public List<ProjectedTable> tables() {
        return List.of(
                new ProjectedTable("open_items", "invoice_id"),
                new ProjectedTable("open_item_changes", "invoice_id, version"));
    }

    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var changes = Sequenced.ofType(events, "OpenItemChanged.v1", OpenItemChanged.class);
        changes.sort(Comparator.comparing(
                        (Sequenced<OpenItemChanged> change) -> change.event().invoiceId())
                .thenComparing(change -> change.event().openItemVersion()));
        return Statements.inOrder(
                Statements.forRows(changes, rows -> insertChanges(tx, rows)),
                Statements.forRows(changes, rows -> upsertItems(tx, rows)),
                Statements.forRows(changes, rows -> insertAccounts(tx, rows)));
    }

    private static Uni<Integer> insertChanges(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.execute(
                INSERT_CHANGES,
                tx.tenant(),
                rows.uuid(of(OpenItemChanged::invoiceId)),
                rows.number(of(OpenItemChanged::openItemVersion)),
                rows.uuid(of(OpenItemChanged::customerId)),
                rows.text(of(OpenItemChanged::currency)),
                rows.date(of(OpenItemChanged::dueDate)),
                rows.text(of(OpenItemChanged::cause)),
                rows.uuid(of(OpenItemChanged::causeId)),
                rows.date(of(OpenItemChanged::effectiveDate)),
                rows.instant(row -> row.envelope().time()),
                rows.decimal(of(OpenItemChanged::originalAmount)),
                rows.decimal(of(OpenItemChanged::creditedAmount)),
                rows.decimal(of(OpenItemChanged::allocatedAmount)),
                rows.decimal(of(OpenItemChanged::openAmount)));
    }

    private static Uni<Integer> upsertItems(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.execute(
                UPSERT_ITEMS,
                tx.tenant(),
                rows.uuid(of(OpenItemChanged::invoiceId)),
                rows.number(of(OpenItemChanged::openItemVersion)),
                rows.uuid(of(OpenItemChanged::customerId)),
                rows.text(of(OpenItemChanged::currency)),
                rows.date(of(OpenItemChanged::dueDate)),
                rows.date(of(OpenItemChanged::effectiveDate)),
                rows.decimal(of(OpenItemChanged::originalAmount)),
                rows.decimal(of(OpenItemChanged::creditedAmount)),
                rows.decimal(of(OpenItemChanged::allocatedAmount)),
                rows.decimal(of(OpenItemChanged::openAmount)),
                rows.text(of(OpenItemChanged::invoiceNumber)),
                rows.text(of(OpenItemChanged::status)));
    }

    private static Uni<Integer> insertAccounts(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.execute(
                INSERT_ACCOUNTS,
                tx.tenant(),
                rows.uuid(of(OpenItemChanged::customerId)),
                rows.text(of(OpenItemChanged::currency)));
    }
}
