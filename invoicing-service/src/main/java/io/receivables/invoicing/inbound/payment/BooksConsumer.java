package io.receivables.invoicing.inbound.payment;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.reconciliation.Comparisons;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Compares what payment-service states with what the invoices say. */
@ApplicationScoped
public class BooksConsumer implements EventHandler {
    private final Inbox inbox;
    private final Comparisons comparisons;

    BooksConsumer(Inbox inbox, Comparisons comparisons) {
        this.inbox = inbox;
        this.comparisons = comparisons;
    }

    /** Takes a batch from the topic. */
    @Incoming("open-item-books")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "invoicing-service.open-item-books";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return comparisons.apply(tx, event);
    }
}
