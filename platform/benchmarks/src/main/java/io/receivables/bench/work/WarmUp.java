package io.receivables.bench.work;

import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Load before the first round that counts, until the rate rises no more: while a system is being compiled, it is the compiler that is measured,
 * and with six virtual machines on two cores that takes minutes.
 */
final class WarmUp {
    /** A rate that is better by less than this is the same. */
    private static final double BETTER = 1.05;

    private static final int TURNS_WITHOUT_BETTER = 3;

    private WarmUp() {}

    /**
     * Everything is published and consumed after each turn, so that those who consume are warm too.
     *
     * @param kind of the load; once for each, because a system that was warm stays so
     */
    static void of(Workbench bench, String kind, Load load) {
        if (!bench.isCold(kind)) {
            return;
        }
        List<Double> rates = rates(
                () -> {
                    double rate = load.flatOut(bench.profile().warmUp()).perSecond();
                    bench.drain();
                    return rate;
                },
                bench.profile().warmUps());
        bench.warmedUp(kind);
        bench.progress()
                .say("  warming up: " + rates.stream().map("%.0f/s"::formatted).collect(Collectors.joining(", ")));
    }

    /**
     * The rates of all turns.
     *
     * @param turn puts the system under load for a while and answers the rate
     * @param most after so many turns it ends in any case
     */
    static List<Double> rates(DoubleSupplier turn, int most) {
        List<Double> rates = new ArrayList<>();
        double best = 0;
        int withoutBetter = 0;
        while (rates.size() < most && withoutBetter < TURNS_WITHOUT_BETTER) {
            double rate = turn.getAsDouble();
            rates.add(rate);
            withoutBetter = rate > best * BETTER ? 0 : withoutBetter + 1;
            best = Math.max(best, rate);
        }
        return rates;
    }
}
