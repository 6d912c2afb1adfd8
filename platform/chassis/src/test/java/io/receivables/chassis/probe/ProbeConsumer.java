package io.receivables.chassis.probe;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Writes the names of an aggregate one behind the other, so that loss, doubling and disorder are visible. */
@ApplicationScoped
public class ProbeConsumer implements EventHandler {
    private final Inbox inbox;
    private final AtomicBoolean cured = new AtomicBoolean();

    ProbeConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("probes")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    /** From now on the poison is no longer poisonous. */
    void cure() {
        cured.set(true);
    }

    @Override
    public String consumer() {
        return "payment.probes";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        var name = event.as(Named.class).name();
        if (name.startsWith("poison") && !cured.get()) {
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

    record Named(String name) {}
}
