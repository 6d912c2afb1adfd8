package io.receivables.payment.inbound.invoice;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payment.InvoiceIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
        return switch (event.type()) {
            case ISSUED ->
                intake.issued(tx, List.of(event.as(InvoiceIssued.class).toOpenItem()));
            case CREDITED ->
                intake.credited(tx, event.as(CreditNoteIssued.class).toCredit());
            default -> Uni.createFrom().voidItem();
        };
    }
}
