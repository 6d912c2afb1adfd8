package io.receivables.payment.inbound.invoice;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.store.OpenItemRepository.Opened;
import io.receivables.payment.payment.InvoiceIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the ledger from invoicing. States of invoices are ignored: they follow from the ledger, not the reverse. */
@ApplicationScoped
public class InvoiceConsumer implements EventHandler {
    private static final String ISSUED = "InvoiceIssued.v1";
    private static final String CREDITED = "CreditNoteIssued.v1";

    private final Inbox inbox;
    private final InvoiceIntake intake;

    InvoiceConsumer(Inbox inbox, InvoiceIntake intake) {
        this.inbox = inbox;
        this.intake = intake;
    }

    @Incoming("invoices")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "payment.invoices";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    /** Neighbouring invoices open their items together; a credit note comes after its invoice, as on the topic. */
    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        Uni<Void> all = Uni.createFrom().voidItem();
        var issued = new ArrayList<Opened>();
        for (var event : events) {
            if (event.type().equals(ISSUED)) {
                issued.add(new Opened(event.as(InvoiceIssued.class).toOpenItem(), event.cause()));
            } else if (event.type().equals(CREDITED)) {
                var before = List.copyOf(issued);
                issued.clear();
                var credit = event.as(CreditNoteIssued.class).toCredit();
                all = all.chain(() -> open(tx, before))
                        .chain(() -> intake.credited(tx.causedBy(event.cause()), credit));
            }
        }
        return all.chain(() -> open(tx, issued));
    }

    private Uni<Void> open(PgTx tx, List<Opened> issued) {
        return issued.isEmpty()
                ? Uni.createFrom().voidItem()
                : intake.issued(tx.causedBy(issued.get(0).cause()), issued);
    }
}
