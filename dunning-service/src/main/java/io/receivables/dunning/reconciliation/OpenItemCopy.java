package io.receivables.dunning.reconciliation;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.reconciliation.BookCopy;
import io.receivables.chassis.reconciliation.CopyTable;
import io.receivables.chassis.reconciliation.CopyTable.Field;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.inbound.payment.OpenItemConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The copy of what is owed: every open item, at the version of its last event. */
@ApplicationScoped
class OpenItemCopy implements BookCopy {
    private static final CopyTable TABLE = new CopyTable(
            "open_items",
            "invoice_id",
            "invoiceId",
            "openItemVersion",
            "t.version",
            "t.version > 0",
            true,
            true,
            List.of(Field.amount("openAmount", "open_amount"), Field.amount("creditedAmount", "credited_amount")));

    private final OpenItemConsumer follower;
    private final OpenItemRepair repair;

    OpenItemCopy(OpenItemConsumer follower, OpenItemRepair repair) {
        this.follower = follower;
        this.repair = repair;
    }

    @Override
    public Followed followed() {
        return OpenItemRepair.OPEN_ITEMS;
    }

    @Override
    public CopyTable table() {
        return TABLE;
    }

    @Override
    public EventHandler follower() {
        return follower;
    }

    @Override
    public Uni<Repair> repair(PgTx tx, UUID runId, UUID itemId, Optional<ReceivedEvent> stated) {
        return repair.repair(tx, itemId, stated);
    }
}
