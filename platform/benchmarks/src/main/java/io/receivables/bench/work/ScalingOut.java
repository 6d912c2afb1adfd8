package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Load;
import io.receivables.bench.load.Outcome;
import io.receivables.bench.load.Requests;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.bench.stage.Invoices;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Issuing with one, two and three instances of invoicing-service over the same series. On a machine whose processors are all at work
 * one instance more brings nothing; what it takes is what instances cost: they wait for each other's counters, their groups are smaller, and each of
 * them has to be compiled.
 */
final class ScalingOut implements Work {
    private static final int INSTANCES = 3;
    private static final int CLIENTS = 32;
    /** What the last instance, which has to be compiled on the same processors, may cost. */
    private static final double GOAL = 0.8;

    private static final ServiceName SERVICE = ServiceName.INVOICING;
    private static final String ISSUED = "select count(*) from invoices where tenant_id = ? and status <> 'DRAFT'";
    /** Where each issued invoice must have had its effect, once. */
    private static final Map<ServiceName, String> EFFECTS = Map.of(
            ServiceName.INVOICING,
                    "select count(distinct number) from invoices where tenant_id = ? and status <> 'DRAFT'",
            ServiceName.PAYMENT, "select count(*) from open_items where tenant_id = ?",
            ServiceName.DUNNING, "select count(*) from cases where tenant_id = ?",
            ServiceName.REPORTING, "select count(*) from invoices where tenant_id = ?");

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        List<Round> rounds = new ArrayList<>();
        try {
            for (int instances = 1; instances <= INSTANCES; instances++) {
                if (instances > 1) {
                    bench.system().instances().start(SERVICE);
                }
                rounds.add(round(bench, instances));
            }
        } finally {
            bench.system().instances().stop(SERVICE);
        }
        double alone = rounds.get(0).outcome().perSecond();
        double together = rounds.get(INSTANCES - 1).outcome().perSecond();
        return List.of(Measured.atLeast(
                "issue, three instances by one", CLIENTS, "per second", together, alone, GOAL, details(rounds)));
    }

    private static Round round(Workbench bench, int instances) {
        Requests requests = Invoices.issuing(bench.stage());
        Load load = new Load(bench.system().instances().ports(SERVICE), CLIENTS, requests, instances);
        WarmUp.of(bench, instances == 1 ? Issuing.KIND : Issuing.KIND + " with " + instances, load);
        long before = issued(bench);
        ProcessorTime processor = new ProcessorTime(bench.system());
        Map<String, Double> used = processor.seconds();
        Outcome outcome = load.flatOut(bench.profile().warmUp());
        double drained = bench.drain();
        Round round = new Round(outcome, processor.since(used), drained);
        requireOnce(bench, issued(bench) - before, outcome);
        bench.progress().say("  %d instances: %.0f/s".formatted(instances, outcome.perSecond()));
        return round;
    }

    /** Every answer is an invoice, and every invoice is once in every service. */
    private static void requireOnce(Workbench bench, long made, Outcome outcome) {
        if (made < outcome.answered() || made > outcome.answered() + outcome.failed()) {
            throw new LocalFailure(outcome.answered() + " were answered and " + made + " invoices were issued");
        }
        long issued = issued(bench);
        EFFECTS.forEach((service, sql) -> {
            long found = new ServiceTables(bench.system())
                    .number(service, sql, bench.stage().tenant());
            if (found != issued) {
                throw new LocalFailure(issued + " invoices were issued, " + found + " are in " + service.id());
            }
        });
    }

    private static long issued(Workbench bench) {
        return new ServiceTables(bench.system())
                .number(SERVICE, ISSUED, bench.stage().tenant());
    }

    private static Map<String, Object> details(List<Round> rounds) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < rounds.size(); i++) {
            Map<String, Object> of = Round.details(List.of(rounds.get(i)));
            of.put("perSecond", rounded(rounds.get(i).outcome().perSecond()));
            details.put("instances" + (i + 1), of);
        }
        return details;
    }
}
