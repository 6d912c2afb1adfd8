package io.receivables.chassis.events;

/**
 * How long the relay rests between two rounds. A round costs about the same whether it carries one event or a hundred, here and in
 * every consumer that is woken by it; so while events keep coming it rests, and what comes meanwhile goes together: for long when processors
 * are scarce, briefly when there is time for small rounds. The first event after a rest goes at once. Pure.
 */
final class RelayPace {
    /** Use of the processors, in percent, up to which there is time. */
    private static final int ROOM = 80;

    private static final int SCARCE = 95;
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
        long longest = between(LONGEST_WITH_ROOM_MS, LONGEST_MS, load);
        long wanted = between(roundMillis, RESTS_PER_WORK * roundMillis, load);
        return Math.max(SHORTEST_MS, Math.min(longest, wanted));
    }

    private static long between(long withRoom, long scarce, int load) {
        int above = load < 0 ? SCARCE - ROOM : Math.max(0, Math.min(SCARCE, load) - ROOM);
        return withRoom + (scarce - withRoom) * above / (SCARCE - ROOM);
    }
}
