package io.receivables.dunning.inbound.payment;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.CaseChanges;
import io.receivables.dunning.dunningcase.store.OpenItemRepository;
import io.receivables.dunning.dunningcase.store.OpenItemRepository.OpenItem;
import io.receivables.dunning.reminder.store.ReminderRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows what is owed: a payment stops a case at once, a reversed one reopens it where it was. */
@ApplicationScoped
public class OpenItemConsumer implements EventHandler {

    private record News(OpenItem item, Instant time) {}

    private final Inbox inbox;
    private final OpenItemRepository openItems;
    private final CaseChanges cases;
    private final ReminderRepository reminders;

    OpenItemConsumer(Inbox inbox, OpenItemRepository openItems, CaseChanges cases, ReminderRepository reminders) {
        this.inbox = inbox;
        this.openItems = openItems;
        this.cases = cases;
        this.reminders = reminders;
    }

    /** Takes a batch from the topic. */
    @Incoming("open-items")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "dunning-service.open-items";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        Map<UUID, News> newest = new HashMap<>();
        events.stream()
                .filter(event -> event.type().equals("OpenItemChanged.v1"))
                .map(OpenItemConsumer::news)
                .forEach(news -> newest.merge(
                        news.item().invoiceId(),
                        news,
                        (a, b) -> a.item().version() > b.item().version() ? a : b));
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OpenItem> items = new ArrayList<>();
        newest.values().forEach(news -> items.add(news.item()));
        return openItems
                .keepNewest(tx, items)
                .chain(() -> cases.change(tx, newest.keySet(), (dunned, policy) -> {
                    News news = newest.get(dunned.invoice().invoiceId());
                    return dunned.owed(news.item().balance(dunned.invoice().total()), policy, news.time());
                }))
                .chain(reopened -> reminders.revive(tx, reopened));
    }

    private static News news(ReceivedEvent event) {
        OpenItemChanged changed = event.as(OpenItemChanged.class);
        return new News(
                new OpenItem(
                        changed.invoiceId(), changed.openAmount(), changed.creditedAmount(), changed.openItemVersion()),
                event.time());
    }
}
