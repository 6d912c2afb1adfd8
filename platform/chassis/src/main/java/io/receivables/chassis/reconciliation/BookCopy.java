package io.receivables.chassis.reconciliation;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** A copy this service keeps of another's book, how it follows the book, and how it is set right. */
public interface BookCopy {
    /** What the copy follows. */
    Followed followed();

    /** Where the copy is. */
    CopyTable table();

    /** Who keeps the copy up to date. */
    EventHandler follower();

    /**
     * Sets one item right, in the transaction that records it. The follower applies nothing of this item meanwhile.
     *
     * @param runId the run that found it
     * @param stated the stated item as an event of the follower's topic; absent when the owner has no such item
     */
    Uni<Repair> repair(PgTx tx, UUID runId, UUID itemId, Optional<ReceivedEvent> stated);

    /**
     * A book and the events that say the same as it.
     *
     * @param book its name, for example {@code payment.open-items}
     * @param channel the follower's incoming channel
     * @param topic the follower's topic
     * @param eventType of the event that says the same as one stated item
     */
    record Followed(String book, String channel, String topic, String eventType) {}

    /** What came of a repair. */
    enum Repair {
        /** The copy is what was stated. */
        DONE,
        /** Something longer was started; the copy is looked at again until it is right. */
        STARTED,
        /** This copy is not changed by machine. */
        LEFT
    }
}
