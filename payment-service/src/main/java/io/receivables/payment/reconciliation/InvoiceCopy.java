package io.receivables.payment.reconciliation;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.reconciliation.BookCopy;
import io.receivables.chassis.reconciliation.CopyTable;
import io.receivables.chassis.reconciliation.CopyTable.Field;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.inbound.invoice.InvoiceConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the ledger took over from invoices and credit notes. Never set right by machine: money would move. */
@ApplicationScoped
class InvoiceCopy implements BookCopy {
    private static final Followed INVOICES =
            new Followed("invoicing.invoices", "invoices", "receivables.invoicing.invoices", "InvoiceIssued.v1");

    private static final CopyTable TABLE = new CopyTable(
            "open_items",
            "invoice_id",
            "invoiceId",
            "sequence",
            "greatest(coalesce(p.sequence, 0), 1)",
            "true",
            true,
            true,
            List.of(
                    new Field("originalAmount", "(s.item->>'totalWithVat')::numeric", "t.original_amount"),
                    Field.amount("creditedAmount", "credited_amount"),
                    Field.text("currency", "currency"),
                    Field.date("dueDate", "due_date"),
                    Field.id("customerId", "customer_id")));

    private final InvoiceConsumer follower;

    InvoiceCopy(InvoiceConsumer follower) {
        this.follower = follower;
    }

    @Override
    public Followed followed() {
        return INVOICES;
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
        return Uni.createFrom().item(Repair.LEFT);
    }
}
