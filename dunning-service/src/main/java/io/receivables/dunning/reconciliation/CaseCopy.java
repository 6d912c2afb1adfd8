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

/**
 * What a case says is owed. Its version may run ahead of the open items, because an overdue invoice carries the open amount too;
 * such a message leaves the credited amount as it was, so that only the open amount is compared.
 */
@ApplicationScoped
class CaseCopy implements BookCopy {
    private static final CopyTable TABLE = new CopyTable(
            "cases",
            "invoice_id",
            "invoiceId",
            "openItemVersion",
            "t.open_item_version",
            "t.open_item_version > 0",
            false,
            false,
            List.of(Field.amount("openAmount", "open_amount")));

    private final OpenItemConsumer follower;
    private final OpenItemRepair repair;

    CaseCopy(OpenItemConsumer follower, OpenItemRepair repair) {
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
