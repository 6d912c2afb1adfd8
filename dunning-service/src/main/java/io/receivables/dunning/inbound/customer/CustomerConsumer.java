package io.receivables.dunning.inbound.customer;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the copy of customers: every event carries the whole state, the newest wins. */
@ApplicationScoped
public class CustomerConsumer implements EventHandler {

    private static final String UPSERT =
            """
            insert into customers (tenant_id, id, sequence, name, language, emails, channel)
            select $1, n.id, n.sequence, n.name, n.language, n.emails, n.channel
            from jsonb_to_recordset($2)
                as n(id uuid, sequence bigint, name text, language text, emails text[], channel text)
            order by n.id
            on conflict (tenant_id, id) do update
            set sequence = excluded.sequence, name = excluded.name, language = excluded.language,
                emails = excluded.emails, channel = excluded.channel
            where customers.sequence < excluded.sequence""";

    private final Inbox inbox;

    CustomerConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Takes a batch from the topic. */
    @Incoming("customers")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return "dunning-service.customers";
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    @Override
    public Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        Map<UUID, JsonObject> newest = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.type().equals("CustomerRegistered.v1") || event.type().equals("CustomerChanged.v1")) {
                newest.put(event.subject(), row(event));
            }
        }
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.query(UPSERT, tx.tenant(), new JsonArray(List.copyOf(newest.values())))
                .replaceWithVoid();
    }

    private static JsonObject row(ReceivedEvent event) {
        CustomerState state = event.as(CustomerState.class);
        return new JsonObject()
                .put("id", state.customerId().toString())
                .put("sequence", event.sequence())
                .put("name", state.name())
                .put("language", state.language())
                .put("emails", new JsonArray(state.emails()))
                .put("channel", state.preferredChannel());
    }
}
