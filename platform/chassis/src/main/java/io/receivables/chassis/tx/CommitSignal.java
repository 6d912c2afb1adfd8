package io.receivables.chassis.tx;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells the outbox relay of commits that left events, without transactions knowing the relay. */
@ApplicationScoped
public class CommitSignal {
    private volatile Runnable listener = () -> {};

    /** Called after a commit. */
    void committed(AfterCommit afterCommit) {
        if (afterCommit.hasEvents()) {
            listener.run();
        }
    }

    /** Names who is to be told. */
    public void listener(Runnable relay) {
        listener = relay;
    }
}
