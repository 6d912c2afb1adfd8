package io.receivables.invoicing.inbound.payment;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.events.InvoicingEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets invoices follow what payment-service says is owed on them, and announces when one is paid or open again. */
@ApplicationScoped
public class OpenItemConsumer implements EventHandler {
    private static final String TYPE = "OpenItemChanged.v1";

    private final Inbox inbox;
    private final SettledInvoiceRepository repository;
    private final Outbox outbox;

    OpenItemConsumer(Inbox inbox, SettledInvoiceRepository repository, Outbox outbox) {
        this.inbox = inbox;
        this.repository = repository;
        this.outbox = outbox;
    }

    @Incoming("open-items")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "invoicing-service.open-items";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        var changes = events.stream()
                .filter(event -> TYPE.equals(event.type()))
                .map(event -> new Change(event, event.as(OpenItemState.class)))
                .toList();
        var ids = new LinkedHashSet<UUID>();
        changes.forEach(change -> ids.add(change.item().invoiceId()));
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository.lock(tx, ids).chain(invoices -> follow(tx, changes, invoices));
    }

    private Uni<Void> follow(PgTx tx, List<Change> changes, Map<UUID, SettledInvoice> invoices) {
        Set<UUID> changed = new LinkedHashSet<>();
        List<Outbox.CausedEvent> announced = new ArrayList<>();
        for (var change : changes) {
            var id = change.item().invoiceId();
            var before = invoices.get(id);
            if (before == null) {
                throw new IllegalStateException("There is no issued invoice " + id + " for its open item");
            }
            var step = before.follow(change.item());
            if (step.invoice() != before) {
                invoices.put(id, step.invoice());
                changed.add(id);
            }
            step.event()
                    .ifPresent(event -> announced.add(new Outbox.CausedEvent(
                            change.event().cause(), event.at(step.invoice().sequence()))));
        }
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.combine()
                .all()
                .unis(
                        repository.save(tx, changed.stream().map(invoices::get).toList()),
                        Uni.createFrom().deferred(() -> outbox.appendCaused(tx, InvoicingEvent.TOPIC, announced)))
                .discardItems();
    }

    private record Change(ReceivedEvent event, OpenItemState item) {}
}
