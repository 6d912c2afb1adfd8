package io.receivables.reporting.reconciliation;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.reconciliation.BookCopy;
import io.receivables.chassis.reconciliation.CopyTable;
import io.receivables.chassis.reconciliation.CopyTable.Field;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.openitem.OpenItemProjection;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The projection of open items. Set right by deriving the tenant's figures again, because their history hangs on every event. */
@ApplicationScoped
class OpenItemCopy implements BookCopy {
    private static final CopyTable TABLE = new CopyTable(
            "open_items",
            "invoice_id",
            "invoiceId",
            "openItemVersion",
            "t.version",
            "true",
            true,
            true,
            List.of(
                    Field.amount("openAmount", "open_amount"),
                    Field.amount("originalAmount", "original_amount"),
                    Field.amount("creditedAmount", "credited_amount"),
                    Field.amount("allocatedAmount", "allocated_amount"),
                    Field.text("currency", "currency"),
                    Field.text("status", "status"),
                    Field.date("dueDate", "due_date"),
                    Field.id("customerId", "customer_id")));

    private final OpenItemProjection follower;
    private final RebuildStore rebuilds;

    OpenItemCopy(OpenItemProjection follower, RebuildStore rebuilds) {
        this.follower = follower;
        this.rebuilds = rebuilds;
    }

    @Override
    public Followed followed() {
        return new Followed("payment.open-items", follower.channel(), follower.topic(), "OpenItemChanged.v1");
    }

    @Override
    public CopyTable table() {
        return TABLE;
    }

    @Override
    public EventHandler follower() {
        return follower;
    }

    /** One rebuild is enough for all that a run finds; one that is going on already will do. */
    @Override
    public Uni<Repair> repair(PgTx tx, UUID runId, UUID itemId, Optional<ReceivedEvent> stated) {
        return rebuilds.request(tx, Ids.next(), "reconciliation", Optional.of("reconciliation " + runId))
                .replaceWith(Repair.STARTED);
    }
}
