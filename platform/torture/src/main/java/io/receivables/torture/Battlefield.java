package io.receivables.torture;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.torture.fault.Wires;
import java.util.SplittableRandom;

/** What every campaign gets: the running system, how hard to try, and the seed of the run. */
public record Battlefield(LocalSystem system, Wires wires, Profile profile, long seed, Progress progress) {

    /** Random numbers of one campaign; the same seed and name give the same numbers. */
    public SplittableRandom random(String campaign) {
        return new SplittableRandom(seed ^ campaign.hashCode() * 0x9E3779B97F4A7C15L);
    }
}
