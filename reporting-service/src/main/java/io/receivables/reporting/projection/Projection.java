package io.receivables.reporting.projection;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Writes the events of one topic into tables that no other topic writes, but for one to which rows are only ever added, so that the result does
 * not depend on how the topics interleave. Statements name their tables without a schema: a rebuild runs them against the twins.
 */
public interface Projection extends EventHandler {
    /** Short name of the incoming channel, the same as the last part of the topic. */
    String channel();

    String topic();

    /** The tables whose whole content comes from this topic. */
    List<String> tables();

    /** Writes events in the order given; events of one aggregate come in the order of their sequence, each once. */
    Uni<Void> project(PgTx tx, List<ReceivedEvent> events);

    @Override
    default String consumer() {
        return "reporting." + channel();
    }

    @Override
    default Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return applyAll(tx, List.of(event));
    }

    /** Writes events to the live figures, which stand still while a rebuild replaces them. */
    @Override
    default Uni<Void> applyAll(PgTx tx, List<ReceivedEvent> events) {
        return TenantFigures.lockForEvents(tx)
                .chain(() -> project(tx, events))
                .chain(() -> Progress.note(tx, topic(), events));
    }
}
