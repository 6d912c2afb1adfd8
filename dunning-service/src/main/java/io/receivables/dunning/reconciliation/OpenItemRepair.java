package io.receivables.dunning.reconciliation;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.reconciliation.BookCopy.Followed;
import io.receivables.chassis.reconciliation.BookCopy.Repair;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.inbound.payment.OpenItemConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Forgets what is known of an open item and takes the stated one as if it were news, as the event would be taken. */
@ApplicationScoped
class OpenItemRepair {
    static final Followed OPEN_ITEMS =
            new Followed("payment.open-items", "open-items", "receivables.payment.open-items", "OpenItemChanged.v1");

    private static final String FORGET = "delete from open_items where tenant_id = $1 and invoice_id = $2";
    private static final String REWIND =
            "update cases set open_item_version = 0 where tenant_id = $1 and invoice_id = $2";

    private final OpenItemConsumer follower;

    OpenItemRepair(OpenItemConsumer follower) {
        this.follower = follower;
    }

    Uni<Repair> repair(PgTx tx, UUID invoiceId, Optional<ReceivedEvent> stated) {
        return tx.execute(FORGET, tx.tenant(), invoiceId)
                .chain(() -> stated.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.execute(REWIND, tx.tenant(), invoiceId)
                                .chain(() -> follower.applyAll(tx, List.of(stated.get()))))
                .replaceWith(Repair.DONE);
    }
}
