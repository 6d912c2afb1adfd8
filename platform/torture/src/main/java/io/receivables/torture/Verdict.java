package io.receivables.torture;

import java.util.List;

/**
 * What was found about one invariant.
 *
 * @param id the invariant, for example {@code I4}
 * @param what what was counted, for example {@code kills}
 * @param done how often it was tried
 * @param goal how often the profile wants it tried
 * @param breaks every case in which it did not hold
 * @param seed replays the run
 */
public record Verdict(String id, String what, long done, long goal, List<Finding> breaks, long seed) {

    public Verdict {
        breaks = List.copyOf(breaks);
    }

    /** Holds: tried as often as wanted, and never broken. */
    public boolean pass() {
        return breaks.isEmpty() && done >= goal;
    }
}
