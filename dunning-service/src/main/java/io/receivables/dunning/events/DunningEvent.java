package io.receivables.dunning.events;

import io.receivables.chassis.events.OutboxEvent;
import java.util.UUID;

/** The published language of dunning-service; one topic, one aggregate: the case. */
public sealed interface DunningEvent permits DunningLevelReached, ReminderSent {

    /** Where all events of cases go. */
    String TOPIC = "receivables.dunning.cases";

    /** The case. */
    UUID caseId();

    /** The event as the outbox takes it, at a position of the case's sequence. */
    default OutboxEvent at(long sequence) {
        return new OutboxEvent(getClass().getSimpleName() + ".v1", caseId(), sequence, this);
    }
}
