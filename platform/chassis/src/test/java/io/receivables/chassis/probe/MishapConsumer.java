package io.receivables.chassis.probe;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Writes the names of an aggregate one behind the other; chokes on every name that begins with "poison" until that very
 * name is cured. Ignores types it does not know, and remembers how it was called.
 */
@ApplicationScoped
public class MishapConsumer implements EventHandler {
    static final String CONSUMER = "reporting.mishaps";
    static final String TOPIC = "receivables.payment.payments";
    static final String TYPE = "PaymentReceived.v1";

    private final Inbox inbox;
    private final Set<String> cured = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Queue<ReceivedEvent> committed = new ConcurrentLinkedQueue<>();

    MishapConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("mishaps")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    void cure(String name) {
        cured.add(name);
    }

    /** How often a transaction with events of the tenant was begun. */
    int calls(String tenant) {
        return calls.getOrDefault(tenant, new AtomicInteger()).get();
    }

    List<ReceivedEvent> committed(String tenant) {
        return committed.stream().filter(e -> e.tenant().equals(tenant)).toList();
    }

    @Override
    public String consumer() {
        return CONSUMER;
    }

    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        calls.computeIfAbsent(tx.tenant(), t -> new AtomicInteger()).incrementAndGet();
        return EventHandler.super.applyAll(tx, events);
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        if (!TYPE.equals(event.type())) {
            return Uni.createFrom().voidItem();
        }
        var name = event.as(Named.class).name();
        if (name.startsWith("poison") && !cured.contains(name)) {
            throw new IllegalStateException("cannot swallow " + name);
        }
        return tx.execute(
                        """
                        insert into probe_copies (id, tenant_id, names) values ($1, $2, $3)
                        on conflict (id) do update set names = probe_copies.names || ',' || excluded.names""",
                        event.subject(),
                        tx.tenant(),
                        name)
                .replaceWithVoid();
    }

    @Override
    public void afterCommit(List<ReceivedEvent> events) {
        committed.addAll(events);
    }

    record Named(String name) {}
}
