package io.receivables.chassis.events;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a committed transaction wake the outbox relay without knowing it. */
@ApplicationScoped
public class OutboxWakeUp {
    private volatile Runnable listener = () -> {};

    /** Called after a commit. */
    public void after(boolean eventsAppended) {
        if (eventsAppended) {
            listener.run();
        }
    }

    void listener(Runnable relay) {
        listener = relay;
    }
}
