package io.receivables.reporting.projection.openitem;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Keeps what is owed on each invoice, now and as of any date. */
@ApplicationScoped
public class OpenItemProjection implements Projection {
    @Override
    public String channel() {
        return "open-items";
    }

    @Override
    public String topic() {
        return "receivables.payment.open-items";
    }

    @Override
    public List<String> tables() {
        return List.of("open_items", "open_item_changes", "customer_owed_totals", "owed_totals");
    }

    /** The totals come last, because other batches may wait for their rows. */
    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var changes = Sequenced.ofType(events, "OpenItemChanged.v1", OpenItemChanged.class);
        changes.sort(Comparator.comparing(
                        (Sequenced<OpenItemChanged> change) -> change.event().invoiceId())
                .thenComparing(change -> change.event().openItemVersion()));
        return Statements.inOrder(
                Statements.forRows(changes, rows -> insertChanges(tx, rows)),
                Statements.forRows(changes, rows -> insertAccounts(tx, rows)),
                Statements.forRows(changes, rows -> upsertItems(tx, rows)));
    }

    private static Uni<Integer> insertChanges(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.execute(
                OpenItemSql.INSERT_CHANGES,
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

    private static Uni<Void> upsertItems(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.query(
                        OpenItemSql.UPSERT_ITEMS,
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
                        rows.text(of(OpenItemChanged::status)))
                .chain(settled -> Statements.forRows(Columns.list(settled), totals -> deleteTotals(tx, totals))
                        .get());
    }

    private static Uni<Integer> deleteTotals(PgTx tx, Columns<Row> settled) {
        return tx.execute(
                OpenItemSql.DELETE_TOTALS,
                tx.tenant(),
                settled.uuid(row -> row.getUUID("customer_id")),
                settled.text(row -> row.getString("currency")),
                settled.date(row -> row.getLocalDate("due_date")),
                settled.integer(row -> row.getInteger("slot")));
    }

    private static Uni<Integer> insertAccounts(PgTx tx, Columns<Sequenced<OpenItemChanged>> rows) {
        return tx.execute(
                OpenItemSql.INSERT_ACCOUNTS,
                tx.tenant(),
                rows.uuid(of(OpenItemChanged::customerId)),
                rows.text(of(OpenItemChanged::currency)));
    }
}
