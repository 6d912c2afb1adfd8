package io.receivables.chassis.events;

/**
 * How long the relay rests between two rounds. A round costs about the same whether it carries one event or a hundred, here and in
 * every consumer that is woken by it; so while events keep coming it rests, and what comes meanwhile goes together: for long when processors
 * are scarce or the round itself was slow, because the database or the broker has none to spare; briefly when there is time for small rounds. The
 * first event after a rest goes at once. Pure.
 */
final class RelayPace {
    /** Use of the processors, in percent, up to which there is time. */
    private static final int ROOM = 80;

    private static final int SCARCE = 95;
    /** A longer round says by itself that something is scarce. */
    private static final long SLOW_MS = 25;

    private static final long SHORTEST_MS = 5;
    private static final long LONGEST_WITH_ROOM_MS = 20;
    private static final long LONGEST_MS = 100;
    private static final long RESTS_PER_WORK = 4;

    private RelayPace() {}

    /**
     * Milliseconds to rest after a round that took so many.
     *
     * @param load use of the processors in percent; negative when it is not known
     */
    static long restMillis(long roundMillis, int load) {
        int used = load < 0 || roundMillis > SLOW_MS ? SCARCE : Math.max(ROOM, Math.min(SCARCE, load));
        long longest = between(LONGEST_WITH_ROOM_MS, LONGEST_MS, used);
        long wanted = between(roundMillis, RESTS_PER_WORK * roundMillis, used);
        return Math.max(SHORTEST_MS, Math.min(longest, wanted));
    }

    private static long between(long withRoom, long scarce, int used) {
        return withRoom + (scarce - withRoom) * (used - ROOM) / (SCARCE - ROOM);
    }
}
