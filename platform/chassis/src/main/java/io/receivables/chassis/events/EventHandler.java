package io.receivables.chassis.events;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What a consumer does with events. The inbox calls it once per event and in the order of each aggregate, inside the
 * transaction that also records the event as received. Unknown types are to be ignored.
 */
public interface EventHandler {
    /** Name of the consumer, {@code <service>.<channel>}; part of the stored data. */
    String consumer();

    /** Applies one event. */
    Uni<Void> apply(PgTx tx, ReceivedEvent event);

    /** Applies a batch of one tenant; override for set-based work. */
    default Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply(tx.causedBy(event.cause()), event))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Called after the batch has committed; for work that need not be lost-proof. */
    default void afterCommit(List<ReceivedEvent> events) {}
}
