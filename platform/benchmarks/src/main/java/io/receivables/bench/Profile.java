package io.receivables.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long everything is measured.
 *
 * @param round one measurement of one load
 * @param rounds how often each pair of system and limit is measured
 * @param warmUp one turn of load before the first round that counts
 * @param warmUps turns at most, should the rate still rise
 * @param clients how many work at once, one measurement for each
 * @param part of the usual amount of documents that is there when something is measured
 * @param bulk part of the documents that are worked on in one go: a file, a sweep
 * @param sizes invoices of a tenant that grows, the smallest first
 */
public record Profile(
        String name,
        Duration round,
        int rounds,
        Duration warmUp,
        int warmUps,
        List<Integer> clients,
        double part,
        double bulk,
        List<Integer> sizes) {

    private static final int LONG_ROUNDS = 3;

    private static final Profile SMOKE = new Profile(
            "smoke", Duration.ofSeconds(2), 1, Duration.ofSeconds(2), 1, List.of(8), 0.1, 0.1, List.of(1_000, 20_000));
    private static final Profile QUICK = new Profile(
            "quick",
            Duration.ofSeconds(5),
            3,
            Duration.ofSeconds(5),
            24,
            List.of(8, 32),
            1,
            0.1,
            List.of(10_000, 100_000));
    private static final Profile FULL = new Profile(
            "full",
            Duration.ofSeconds(20),
            5,
            Duration.ofSeconds(20),
            30,
            List.of(1, 8, 32),
            1,
            1,
            List.of(10_000, 1_000_000, 10_000_000));

    static Profile named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "smoke" -> SMOKE;
            case "quick" -> QUICK;
            case "full" -> FULL;
            default ->
                throw new IllegalArgumentException("There is no profile " + name + "; there is smoke, quick, full");
        };
    }

    /** How many documents there have to be where usually there are so many. */
    public int documents(int usual) {
        return (int) (usual * part);
    }

    /** How often a work is measured whose every round takes longer than usual. */
    public int longRounds() {
        return Math.min(rounds, LONG_ROUNDS);
    }

    /** How many documents are worked on in one go where in full there are so many. */
    public int inOneGo(int inFull) {
        return (int) (inFull * bulk);
    }
}
