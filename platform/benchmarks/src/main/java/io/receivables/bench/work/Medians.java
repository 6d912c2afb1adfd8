package io.receivables.bench.work;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Figures of several rounds as one. */
final class Medians {
    private Medians() {}

    /** 0 where there was no round. */
    static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }

    /** With two decimals, for people. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
