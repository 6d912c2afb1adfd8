package io.receivables.torture.fault;

import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Proxy;
import io.receivables.torture.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Everything bad that a profile has time for, in an order drawn by the seed. */
final class FaultPlan {

    private static final int SHORT_FAULTS = 4;

    private FaultPlan() {}

    /** What is done one after the other; the faults of one entry at the same moment. */
    static List<List<Fault>> of(Profile profile, Faults faults, SplittableRandom random) {
        List<Fault> all = new ArrayList<>();
        for (int round = 0; round < profile.of(1, 1, 50); round++) {
            all.addAll(kills(faults, random));
        }
        for (int round = 0; round < profile.of(1, 1, 10); round++) {
            all.addAll(troubles(faults, random));
        }
        Random order = new Random(random.nextLong());
        Collections.shuffle(all, order);
        return profile == Profile.SHORT
                ? all.stream().limit(SHORT_FAULTS).map(List::of).toList()
                : together(all, order);
    }

    /** Services die together where they can, each when it gets to its place; everything else happens alone. */
    private static List<List<Fault>> together(List<Fault> all, Random order) {
        Map<ServiceName, List<Fault>> deaths = new EnumMap<>(ServiceName.class);
        List<List<Fault>> plan = new ArrayList<>();
        for (Fault fault : all) {
            fault.victim()
                    .ifPresentOrElse(
                            victim -> deaths.computeIfAbsent(victim, v -> new ArrayList<>())
                                    .add(fault),
                            () -> plan.add(List.of(fault)));
        }
        int moments = deaths.values().stream().mapToInt(List::size).max().orElse(0);
        for (int moment = 0; moment < moments; moment++) {
            List<Fault> dying = new ArrayList<>();
            for (List<Fault> ofOne : deaths.values()) {
                // Spread evenly: the services do not have equally many deaths.
                int until = (moment + 1) * ofOne.size() / moments;
                dying.addAll(ofOne.subList(moment * ofOne.size() / moments, until));
            }
            plan.add(List.copyOf(dying));
        }
        Collections.shuffle(plan, order);
        return plan;
    }

    /** One of each kind of death. */
    private static List<Fault> kills(Faults faults, SplittableRandom random) {
        List<Fault> kills = new ArrayList<>();
        for (Place place : Place.values()) {
            if (!place.ofReminders()) {
                kills.add(faults.at(place, any(place.services(), random)));
            }
        }
        kills.add(faults.kill(any(List.of(ServiceName.values()), random)));
        kills.add(faults.killDatabase());
        kills.add(faults.killBroker());
        return kills;
    }

    /** One of each kind of trouble that nobody dies of. */
    private static List<Fault> troubles(Faults faults, SplittableRandom random) {
        List<Fault> troubles = new ArrayList<>();
        troubles.add(faults.freeze(any(List.of(ServiceName.values()), random), 3_000 + random.nextInt(9_000)));
        troubles.add(faults.freezeBroker(2_000 + random.nextInt(6_000)));
        for (Proxy.Mode mode : List.of(Proxy.Mode.CUT, Proxy.Mode.SILENT, Proxy.Mode.SLOW)) {
            troubles.add(faults.database(mode, 2_000 + random.nextInt(4_000)));
            troubles.add(faults.broker(mode, 2_000 + random.nextInt(4_000)));
        }
        troubles.add(faults.databaseForgets());
        troubles.add(faults.brokerForgets(15_000));
        troubles.add(faults.outOfConnections(4_000));
        troubles.add(faults.roll(any(List.of(ServiceName.values()), random)));
        return troubles;
    }

    private static <T> T any(List<T> items, SplittableRandom random) {
        return items.get(random.nextInt(items.size()));
    }
}
