package io.receivables.torture.ledger;

import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Profile;
import io.receivables.torture.Verdict;
import io.receivables.torture.fault.Fault;
import io.receivables.torture.fault.Faults;
import io.receivables.torture.fault.Nemesis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * The ledger with two instances of every service, called in turn, while instances are restarted one after the other and killed. Not part of
 * the short profile, because five more services have to start.
 */
public final class TwoInstancesCampaign implements Campaign {

    private static final int FIRST_GROUND = 20;

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        if (field.profile() == Profile.SHORT) {
            return List.of();
        }
        for (ServiceName service : ServiceName.values()) {
            field.system().instances().start(service);
        }
        try {
            Trial trial = new Trial(field, name(), FIRST_GROUND, goals(field.profile()));
            return trial.under(Nemesis.with(field, faults(field, trial.random().split())));
        } finally {
            for (ServiceName service : ServiceName.values()) {
                field.system().instances().stop(service);
            }
        }
    }

    private static Trial.Goals goals(Profile profile) {
        return new Trial.Goals(profile.of(0, 12, 1_000), profile.of(0, 200, 10_000), 1_000, 150);
    }

    /** In each round every service is restarted in order and killed; the quick profile restarts one and kills another. */
    private static List<Fault> faults(Battlefield field, SplittableRandom random) {
        Faults faults = new Faults(field);
        Random order = new Random(random.nextLong());
        List<ServiceName> services = new ArrayList<>(List.of(ServiceName.values()));
        List<Fault> plan = new ArrayList<>();
        for (int round = 0; round < field.profile().of(0, 1, 10); round++) {
            Collections.shuffle(services, order);
            for (int i = 0; i < field.profile().of(0, 1, services.size()); i++) {
                plan.add(faults.rollAll(services.get(i)));
                plan.add(faults.kill(services.get(services.size() - 1 - i)));
            }
        }
        Collections.shuffle(plan, order);
        return plan;
    }
}
