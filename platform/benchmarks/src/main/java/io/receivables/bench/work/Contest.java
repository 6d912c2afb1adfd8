package io.receivables.bench.work;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.limit.RawSql;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Outcome;
import io.receivables.bench.load.Requests;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The platform and the limit take turns, round by round, so that both share the same minutes of the machine; the medians are compared. Before
 * every round everything is published and consumed.
 *
 * @param script of the limit, empty where there is none
 */
record Contest(String name, ServiceName service, int clients, Requests requests, String script, double goal) {

    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double MICROS = 1e6;

    /** One round of the platform. */
    private record Round(Outcome outcome, Map<String, Double> processor, double drained) {}

    Measured hold(Workbench bench) {
        int port = bench.system().settings().ports().of(service);
        new Load(port, clients, requests, name.hashCode())
                .flatOut(bench.profile().warmUp());
        bench.drain();
        List<Round> rounds = new ArrayList<>();
        List<RawSql.Result> limits = new ArrayList<>();
        for (int i = 0; i < bench.profile().rounds(); i++) {
            rounds.add(round(bench, port, i));
            if (!script.isEmpty()) {
                limits.add(bench.limit().run(script, clients, bench.profile().round()));
            }
        }
        Measured measured = Measured.atLeast(
                name,
                clients,
                "per second",
                median(rounds, r -> r.outcome().perSecond()),
                median(limits, RawSql.Result::perSecond),
                goal,
                details(rounds, limits));
        bench.progress()
                .say("  %s, %d clients: %.0f/s, limit %.0f/s, ratio %.2f %s"
                        .formatted(
                                name,
                                clients,
                                measured.system(),
                                measured.limit(),
                                measured.ratio(),
                                measured.details()));
        return measured;
    }

    private Round round(Workbench bench, int port, int number) {
        ProcessorTime processor = new ProcessorTime(bench.system());
        Map<String, Double> before = processor.seconds();
        Outcome outcome = new Load(port, clients, requests, name.hashCode() + 1 + number)
                .flatOut(bench.profile().round());
        double drained = bench.drain();
        return new Round(outcome, processor.since(before), drained);
    }

    private Map<String, Object> details(List<Round> rounds, List<RawSql.Result> limits) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("p50Millis", rounded(median(rounds, r -> r.outcome().millisAt(P50))));
        details.put("p99Millis", rounded(median(rounds, r -> r.outcome().millisAt(P99))));
        details.put("maxMillis", rounded(median(rounds, r -> r.outcome().maxMillis())));
        details.put(
                "errors", rounds.stream().mapToLong(r -> r.outcome().failed()).sum());
        details.put("drainSeconds", rounded(median(rounds, Round::drained)));
        Map<String, Object> micros = new LinkedHashMap<>();
        rounds.get(0)
                .processor()
                .keySet()
                .forEach(part -> micros.put(
                        part,
                        Math.round(median(
                                rounds,
                                r -> r.processor().get(part)
                                        * MICROS
                                        / Math.max(1, r.outcome().answered())))));
        details.put("processorMicros", micros);
        if (!limits.isEmpty()) {
            details.put("limitP50Millis", rounded(median(limits, RawSql.Result::p50)));
            details.put("limitP99Millis", rounded(median(limits, RawSql.Result::p99)));
        }
        return details;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }
}
