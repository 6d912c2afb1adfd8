package io.receivables.chassis.admission;

import java.time.Duration;

/**
 * What a gate lets in.
 *
 * @param inFlight requests at work at once
 * @param waiting requests that may wait
 * @param burst how long one waits while there is no overload, and how long calls must be late before there is
 * @param overloadWait how long one waits under overload
 */
record Limits(int inFlight, int waiting, Duration burst, Duration overloadWait) {
    private static final int LATE = 20;
    private static final int CROWD = 4;
    private static final int PART_UNDER_OVERLOAD = 3;
    private static final int LONGEST_OVERLOAD = 12;

    /** Who has waited this long is late; a queue that is never late is busy, not overloaded. */
    Duration late() {
        return burst.dividedBy(LATE);
    }

    /** After so long it is tried whether it is over. */
    Duration longestOverload() {
        return burst.multipliedBy(LONGEST_OVERLOAD);
    }

    /**
     * Turns under overload: what is used up then serves no more calls for being shared by more of them, it only makes each
     * of them slower.
     */
    int inFlightUnderOverload() {
        return Math.max(1, inFlight / PART_UNDER_OVERLOAD);
    }

    /** More waiters than this are called newest first: with the oldest first all of them would be late. */
    int crowd() {
        return CROWD * inFlight;
    }
}
