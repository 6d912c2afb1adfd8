package io.receivables.torture.poison;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Quiet;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.check.OpenAmounts;
import io.receivables.torture.check.Rebuilds;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.world.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * I10: wrong records of every kind on every topic that is read, between good events of the same tenant. The good ones are applied by all in
 * time, the wrong ones are listed, and a person frees all of them through the API. No other campaign may leave parked events before this one.
 */
public final class PoisonCampaign implements Campaign {

    private static final String TENANT = "poison";
    private static final String OPERATOR = "operator";
    private static final int GROUND = 17;
    private static final Duration CATCH_UP = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "poison";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        LocalSystem system = field.system();
        SplittableRandom random = field.random(name());
        int kinds = field.profile().of(60, 150, 1_000);
        int events = field.profile().of(400, 2_000, 100_000);
        Ground ground = Ground.prepare(new Client(system, TENANT, new History()), GROUND, "");
        Traffic traffic = new Traffic(
                ground, events / Traffic.EVENTS_EACH, field.profile().of(20, 20, 40), random.split(), field.progress());
        CompletableFuture<Void> good = traffic.start();
        List<Dose> doses = new Poisoner(TENANT, system.bootstrapServers(), Kinds.some(kinds, random.split()))
                .poison(() -> good.isDone() ? 1 : traffic.progress());
        good.join();
        field.progress().say(doses.size() + " kinds of poison sent");
        requireQuiet(system);
        Deliveries deliveries = new Deliveries(system, TENANT, aggregates(doses)).look();
        field.progress().say(said(traffic, deliveries));
        Ward ward = new Ward(system, doses, List.of(TENANT, OPERATOR));
        List<Finding> poison = new ArrayList<>(ward.lost());
        poison.addAll(freed(ward, system));
        poison.addAll(ward.left());
        field.progress().say("freed by " + ward.freed() + " calls or re-drives");
        Verdicts verdicts = new Verdicts(field.seed());
        verdicts.add("I10", "kinds of poison, listed and freed", doses.size(), kinds, poison);
        // A build server stands still for seconds by itself; what poison holds up waits until a person frees it.
        long slow = field.profile().of(60_000, 5_000, 5_000);
        verdicts.add(
                "I10", goodEvents(deliveries), deliveries.events(), events, healthy(system, traffic, deliveries, slow));
        return verdicts.all();
    }

    /** Until nothing is left to free: what one service is freed of can become poison to the next. */
    private static List<Finding> freed(Ward ward, LocalSystem system) {
        List<Finding> findings = new ArrayList<>();
        long before;
        do {
            before = ward.freed();
            findings.addAll(ward.free());
            requireQuiet(system);
        } while (ward.freed() > before);
        return findings;
    }

    private static Set<String> aggregates(List<Dose> doses) {
        return doses.stream().map(dose -> dose.aggregate().toString()).collect(Collectors.toSet());
    }

    private static void requireQuiet(LocalSystem system) {
        if (!new Quiet(system).await(CATCH_UP)) {
            throw new LocalFailure("Campaign poison: " + new Quiet(system).left() + ".");
        }
    }

    private static String said(Traffic traffic, Deliveries deliveries) {
        return deliveries.events() + " good events, the slowest applied after " + deliveries.slowestMillis() + " ms ("
                + deliveries.slowest() + "), the slowest change seen through an API after " + traffic.slowestMillis()
                + " ms";
    }

    private static String goodEvents(Deliveries deliveries) {
        return String.format(Locale.ROOT, "good events, applied in %.1f s at most", deliveries.slowestMillis() / 1e3);
    }

    /** The good events: all applied, in time, with the effect of exactly one; also when the reports are derived anew. */
    private static List<Finding> healthy(LocalSystem system, Traffic traffic, Deliveries deliveries, long slow) {
        List<Finding> findings = new ArrayList<>(deliveries.missing());
        if (deliveries.slowestMillis() >= slow) {
            findings.add(Finding.of(deliveries.slowest(), "took " + deliveries.slowestMillis() + " ms"));
        }
        if (traffic.slowestMillis() >= slow) {
            findings.add(Finding.of("a good command", "was visible only after " + traffic.slowestMillis() + " ms"));
        }
        findings.addAll(new OpenAmounts(system, TENANT).wrong(traffic.expected()));
        findings.addAll(new Rebuilds(system, CATCH_UP).differences(TENANT));
        return findings;
    }
}
