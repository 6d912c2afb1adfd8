package io.receivables.chassis.events;

/**
 * How long the relay rests between two rounds. A round costs about the same whether it carries one event or a hundred, here and in
 * every consumer that is woken by it; so while events keep coming the relay works a fifth of the time, and what comes
 * meanwhile goes together. The first event after a rest goes at once. Pure.
 */
final class RelayPace {
    private static final long SHORTEST_MS = 5;
    private static final long LONGEST_MS = 100;
    private static final long RESTS_PER_WORK = 4;

    private RelayPace() {}

    /** Milliseconds to rest after a round that took so many. */
    static long restMillis(long roundMillis) {
        return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, RESTS_PER_WORK * roundMillis));
    }
}
