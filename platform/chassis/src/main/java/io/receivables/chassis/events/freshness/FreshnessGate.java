package io.receivables.chassis.events.freshness;

import io.receivables.chassis.time.SystemClock;
import java.util.List;

/** Stands before one job of this process; each run of the job asks through a round of its own. */
public final class FreshnessGate {
    private final Freshness freshness;
    private final List<Feed> feeds;
    private final HeldBack heldBack;
    private final SystemClock clock;

    FreshnessGate(Freshness freshness, List<Feed> feeds, HeldBack heldBack, SystemClock clock) {
        this.freshness = freshness;
        this.feeds = List.copyOf(feeds);
        this.heldBack = heldBack;
        this.clock = clock;
    }

    /** Begins a run; nothing is asked before {@link FreshnessRound#asOf}. */
    public FreshnessRound round() {
        return new FreshnessRound(freshness, feeds, heldBack, clock);
    }
}
