package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.load.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One round of the platform.
 *
 * @param processor seconds that each part used, its backlog included
 * @param drained seconds until the backlog was worked off
 */
record Round(Outcome outcome, Map<String, Double> processor, double drained) {
    static final double P50 = 50;
    static final double P99 = 99;
    private static final double MICROS = 1e6;

    /** Percentiles, errors and what one operation cost, over all rounds. */
    static Map<String, Object> details(List<Round> rounds) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("p50Millis", rounded(Medians.of(rounds, r -> r.outcome.millisAt(P50))));
        details.put("p99Millis", rounded(Medians.of(rounds, r -> r.outcome.millisAt(P99))));
        details.put("maxMillis", rounded(Medians.of(rounds, r -> r.outcome.maxMillis())));
        details.put("errors", rounds.stream().mapToLong(r -> r.outcome.failed()).sum());
        details.put("drainSeconds", rounded(Medians.of(rounds, Round::drained)));
        Map<String, Object> micros = new LinkedHashMap<>();
        rounds.get(0)
                .processor
                .keySet()
                .forEach(part -> micros.put(part, Math.round(Medians.of(rounds, r -> r.microsOf(part)))));
        details.put("processorMicros", micros);
        return details;
    }

    private double microsOf(String part) {
        return processor.get(part) * MICROS / Math.max(1, outcome.answered());
    }
}
