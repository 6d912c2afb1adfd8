package io.receivables.chassis.events;

import static io.receivables.chassis.tx.InOrder.each;

import io.receivables.chassis.events.InboxPlan.Aggregate;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Receives events exactly once in effect: each event id is recorded in the handler's own transaction, events of an
 * aggregate are applied in the order of their sequence, a gap or a poison event parks its aggregate and nothing else.
 * While the database is away it waits and tries again; it never skips.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final Transactions transactions;
    private final InboxStore store;
    private final Followers followers;
    private final HandlerCalls calls;
    private final String operator;

    Inbox(
            Transactions transactions,
            InboxStore store,
            Followers followers,
            HandlerCalls calls,
            @ConfigProperty(name = "receivables.operator-tenant") String operator) {
        this.transactions = transactions;
        this.store = store;
        this.followers = followers;
        this.calls = calls;
        this.operator = operator;
    }

    /** Applies a batch; completes when all of it is committed, so that the offset may be committed too. */
    public Uni<Void> receive(ConsumerRecords<String, byte[]> batch, EventHandler handler) {
        return receiveAll(batch, handler);
    }

    Uni<Void> receiveAll(Iterable<ConsumerRecord<String, byte[]>> batch, EventHandler handler) {
        var deliveries = Deliveries.of(batch, handler.consumer());
        return each(
                        deliveries.byTenant().entrySet(),
                        entry -> apply(new Part(handler, deliveries, entry.getKey(), entry.getValue())))
                .chain(() -> each(deliveries.unreadable(), u -> parkUnreadable(handler, u)));
    }

    private Uni<Void> apply(Part part) {
        return Patience.with(transactions.byKeys(part.tenant(), part.consumer(), tx -> applyInOrder(tx, part)))
                .onItemOrFailure()
                .transformToUni((plan, failure) -> {
                    if (failure != null) {
                        return isolate(part, failure);
                    }
                    calls.committed(part.handler(), plan.toApply());
                    return each(plan.unblocked(), aggregate -> follow(part, aggregate));
                });
    }

    private Uni<InboxPlan> applyInOrder(PgTx tx, Part part) {
        return store.plan(tx, part.consumer(), part.events())
                .call(plan -> calls.apply(tx, part.handler(), plan.toApply())
                        .chain(() -> store.record(tx, part.consumer(), plan, part.deliveries())));
    }

    /**
     * A batch that fails for good is halved until the culprit is alone: one poison event costs some twenty
     * transactions in a batch of a thousand, and those behind it in its aggregate are parked without being tried.
     */
    private Uni<Void> isolate(Part part, Throwable failure) {
        int size = part.events().size();
        if (size > 1) {
            return apply(part.of(part.events().subList(0, size / 2)))
                    .chain(() -> apply(part.of(part.events().subList(size / 2, size))));
        }
        var poison = part.events().get(0);
        LOG.errorf(failure, "%s parks %s of %s", part.consumer(), poison.type(), poison.subject());
        return Patience.with(transactions.byKeys(
                part.tenant(),
                part.consumer(),
                tx -> store.parkPoison(tx, part.consumer(), poison, part.deliveries(), failure)));
    }

    /** Whatever goes wrong here is no fault of the events that were just committed; the sweep tries again. */
    private Uni<Void> follow(Part part, Aggregate aggregate) {
        var lane = new Lane(part.tenant(), part.consumer(), aggregate.topic(), aggregate.id());
        return followers
                .drive(part.handler(), lane, Mandate.ofInbox())
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s cannot follow %s", part.consumer(), aggregate.id()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** What names no tenant belongs to the operator: nobody else may see it, and somebody must. */
    private Uni<Void> parkUnreadable(EventHandler handler, Deliveries.Unreadable u) {
        var tenant = CloudEventHeaders.tenant(u.message()).orElse(operator);
        return Patience.with(transactions.byKeys(
                tenant,
                handler.consumer(),
                tx -> store.parkUnreadable(tx, handler.consumer(), u.message(), u.reason())));
    }

    /** Events of one tenant that are applied in one transaction. */
    private record Part(EventHandler handler, Deliveries deliveries, String tenant, List<ReceivedEvent> events) {
        String consumer() {
            return handler.consumer();
        }

        Part of(List<ReceivedEvent> some) {
            return new Part(handler, deliveries, tenant, some);
        }
    }
}
