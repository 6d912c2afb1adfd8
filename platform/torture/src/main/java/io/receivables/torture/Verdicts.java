package io.receivables.torture;

import java.util.ArrayList;
import java.util.List;

/** Collects the verdicts of a campaign. */
public final class Verdicts {

    private final long seed;
    private final List<Verdict> all = new ArrayList<>();

    public Verdicts(long seed) {
        this.seed = seed;
    }

    public void add(String id, String what, long done, long goal, List<Finding> breaks) {
        all.add(new Verdict(id, what, done, goal, breaks, seed));
    }

    public void add(Verdict verdict) {
        all.add(verdict);
    }

    public List<Verdict> all() {
        return List.copyOf(all);
    }
}
