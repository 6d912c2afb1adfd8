package io.receivables.invoicing.inbound.payment;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.reconciliation.BookCopy;
import io.receivables.chassis.reconciliation.CopyTable;
import io.receivables.chassis.reconciliation.CopyTable.Field;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an issued invoice says is owed. Set right like news, so that an invoice that turns out paid is announced as paid. */
@ApplicationScoped
class OpenItemCopy implements BookCopy {
    /** The first version is written with the invoice; it counts as followed when its event was applied. */
    private static final String VERSION =
            "case when t.open_item_version = 1 then least(coalesce(p.sequence, 0), 1) else t.open_item_version end";

    private static final Followed OPEN_ITEMS =
            new Followed("payment.open-items", "open-items", "receivables.payment.open-items", "OpenItemChanged.v1");

    private static final CopyTable TABLE = new CopyTable(
            "invoices",
            "id",
            "invoiceId",
            "openItemVersion",
            VERSION,
            "t.open_item_version > 0",
            true,
            true,
            List.of(
                    Field.amount("openAmount", "open_amount"),
                    new Field("settled", "(s.item->>'status') = 'SETTLED'", "t.settled")));
    private static final String REWIND = "update invoices set open_item_version = 0 where tenant_id = $1 and id = $2";

    private final OpenItemConsumer follower;

    OpenItemCopy(OpenItemConsumer follower) {
        this.follower = follower;
    }

    @Override
    public Followed followed() {
        return OPEN_ITEMS;
    }

    @Override
    public CopyTable table() {
        return TABLE;
    }

    @Override
    public EventHandler follower() {
        return follower;
    }

    /** An invoice whose item payment-service does not know is left as it is: what it owes is not for a copy to say. */
    @Override
    public Uni<Repair> repair(PgTx tx, UUID runId, UUID itemId, Optional<ReceivedEvent> stated) {
        return stated.isEmpty()
                ? Uni.createFrom().item(Repair.LEFT)
                : tx.execute(REWIND, tx.tenant(), itemId)
                        .chain(() -> follower.applyAll(tx, List.of(stated.get())))
                        .replaceWith(Repair.DONE);
    }
}
