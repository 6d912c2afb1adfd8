package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.limit.RawSql;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Outcome;
import io.receivables.bench.load.Requests;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The platform and the limit take turns, round by round, so that both share the same minutes of the machine; the medians are compared. Before
 * every round everything is published and consumed. One last round at half of the median rate shows the latencies of a bearable load.
 *
 * @param kind of the load, as far as warming up is concerned
 * @param script of the limit, empty where there is none
 */
record Contest(
        String kind, String name, ServiceName service, int clients, Requests requests, String script, double goal) {
    /** The more come at once, the sooner everything is compiled. */
    private static final int WARM_UP_CLIENTS = 32;

    Measured hold(Workbench bench) {
        WarmUp.of(bench, kind, load(bench, Math.max(clients, WARM_UP_CLIENTS), 0));
        List<Round> rounds = new ArrayList<>();
        List<RawSql.Result> limits = new ArrayList<>();
        for (int i = 1; i <= bench.profile().rounds(); i++) {
            rounds.add(round(bench, i));
            if (!script.isEmpty()) {
                limits.add(bench.limit().run(script, clients, bench.profile().round()));
            }
        }
        double rate = Medians.of(rounds, r -> r.outcome().perSecond());
        Map<String, Object> details = Round.details(rounds);
        if (!limits.isEmpty()) {
            details.put("limitP50Millis", rounded(Medians.of(limits, RawSql.Result::p50)));
            details.put("limitP99Millis", rounded(Medians.of(limits, RawSql.Result::p99)));
        }
        details.putAll(bearable(bench, rate / 2));
        double limit = Medians.of(limits, RawSql.Result::perSecond);
        return said(bench, Measured.atLeast(name, clients, "per second", rate, limit, goal, details));
    }

    private Load load(Workbench bench, int connections, int number) {
        int port = bench.system().settings().ports().of(service);
        return new Load(port, connections, requests, name.hashCode() + number);
    }

    private Round round(Workbench bench, int number) {
        ProcessorTime processor = new ProcessorTime(bench.system());
        Map<String, Double> before = processor.seconds();
        Outcome outcome = load(bench, clients, number).flatOut(bench.profile().round());
        double drained = bench.drain();
        return new Round(outcome, processor.since(before), drained);
    }

    private Map<String, Object> bearable(Workbench bench, double rate) {
        Outcome outcome =
                load(bench, OpenLoop.CLIENTS, -1).atRate(rate, bench.profile().round());
        bench.drain();
        return OpenLoop.details(rate, outcome);
    }

    private static Measured said(Workbench bench, Measured m) {
        bench.progress()
                .say("  %s, %d clients: %.0f/s, limit %.0f/s, ratio %.2f %s"
                        .formatted(m.name(), m.clients(), m.system(), m.limit(), m.ratio(), m.details()));
        return m;
    }
}
