package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Outcome;
import io.receivables.bench.load.Requests;
import io.receivables.bench.stage.OpenInvoices;
import io.receivables.bench.stage.Payments;
import io.receivables.bench.stage.Witness;
import io.receivables.local.system.ServiceName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** From the answer to a payment until reporting-service's balance shows it, at half of the rate at which payments can be recorded. */
final class Showing implements Work {
    private static final int CLIENTS = 8;
    /** A 99th percentile needs some hundred payments, and one witness makes twenty a second. */
    private static final int ROUNDS_LONG = 5;

    private static final double MICROS_PER_MILLI = 1000;
    private static final double P50_GOAL_MILLIS = 50;
    private static final double P99_GOAL_MILLIS = 250;

    /** How the payments were answered, and after how many microseconds the report showed those of the witness. */
    private record Shown(Outcome load, Histogram times) {}

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        List<String> invoices = OpenInvoices.atLeast(bench, bench.profile().documents(Paying.INVOICES));
        Requests payments = Payments.forAny(invoices, bench.stage().token());
        double highest = highestRate(bench, payments);
        bench.progress().say("  at most %.0f payments per second".formatted(highest));
        Duration round = bench.profile().round();
        Shown shown;
        try (Witness witness = Witness.arrive(bench)) {
            // rehearsed, because the first question to a service that was never asked takes seconds
            show(bench, witness, payments, highest / 2, round);
            bench.drain();
            shown = show(bench, witness, payments, highest / 2, round.multipliedBy(ROUNDS_LONG));
        }
        Map<String, Object> details = details(highest, shown, bench.drain());
        bench.progress().say("  payment to report: " + details);
        return List.of(
                row("payment to report, median", shown.times(), Round.P50, P50_GOAL_MILLIS, details),
                row("payment to report, 99 of 100", shown.times(), Round.P99, P99_GOAL_MILLIS, details));
    }

    private static Shown show(Workbench bench, Witness witness, Requests payments, double rate, Duration duration) {
        try (Sampling sampling = new Sampling(witness)) {
            Outcome load = load(bench, OpenLoop.CLIENTS, payments, 2).atRate(rate, duration);
            return new Shown(load, sampling.end());
        }
    }

    private static double highestRate(Workbench bench, Requests payments) {
        WarmUp.of(bench, Paying.KIND, load(bench, CLIENTS, payments, 0));
        double rate = load(bench, CLIENTS, payments, 1)
                .flatOut(bench.profile().round())
                .perSecond();
        bench.drain();
        return rate;
    }

    private static Load load(Workbench bench, int clients, Requests payments, long seed) {
        return new Load(bench.system().settings().ports().of(ServiceName.PAYMENT), clients, payments, seed);
    }

    private static Map<String, Object> details(double highest, Shown shown, double drained) {
        Histogram times = shown.times();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("samples", times.getTotalCount());
        details.put("p50Millis", millis(times, Round.P50));
        details.put("p99Millis", millis(times, Round.P99));
        details.put("maxMillis", rounded(times.getMaxValue() / MICROS_PER_MILLI));
        details.put("drainSeconds", rounded(drained));
        details.put("highestRate", rounded(highest));
        details.putAll(OpenLoop.details(highest / 2, shown.load()));
        return details;
    }

    private static Measured row(
            String name, Histogram shown, double percentile, double goal, Map<String, Object> details) {
        return Measured.atMost(name, OpenLoop.CLIENTS, "milliseconds", millis(shown, percentile), 0, goal, details);
    }

    private static double millis(Histogram shown, double percentile) {
        return rounded(shown.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }
}
