package io.receivables.chassis.tx;

/** Remembers what must happen once a transaction has committed; shared by all views of one transaction. */
public final class AfterCommit {
    private boolean eventsAppended;

    /** Called by the outbox, so that the relay is woken after the commit. */
    public void eventsAppended() {
        eventsAppended = true;
    }

    boolean hasEvents() {
        return eventsAppended;
    }
}
