package io.receivables.torture.fault;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.JavaProcess;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Proxy;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Profile;
import io.receivables.torture.history.Pauses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** Does one bad thing after the other, each from a plan drawn by the seed, and measures how long the system takes to come back. */
public final class Nemesis {

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final LocalSystem system;
    private final Battlefield field;
    private final List<Fault> plan;
    private final List<Blow> blows = new ArrayList<>();

    private Nemesis(Battlefield field, List<Fault> plan) {
        this.system = field.system();
        this.field = field;
        this.plan = plan;
    }

    /** Carries out these faults in their order. */
    public static Nemesis with(Battlefield field, List<Fault> plan) {
        return new Nemesis(field, List.copyOf(plan));
    }

    /** Everything bad that the profile has time for, in an order drawn by the seed. */
    public static Nemesis withEverything(Battlefield field, SplittableRandom random) {
        return new Nemesis(field, plan(field.profile(), new Faults(field), random));
    }

    private static List<Fault> plan(Profile profile, Faults faults, SplittableRandom random) {
        List<Fault> plan = new ArrayList<>();
        int rounds = profile.of(1, 1, 50);
        for (int round = 0; round < rounds; round++) {
            for (Place place : Place.values()) {
                if (!place.ofReminders()) {
                    plan.add(faults.at(place, any(place.services(), random)));
                }
            }
            plan.add(faults.kill(any(List.of(ServiceName.values()), random)));
            plan.add(faults.killDatabase());
            plan.add(faults.killBroker());
            plan.add(faults.freeze(any(List.of(ServiceName.values()), random), 3_000 + random.nextInt(9_000)));
            plan.add(faults.freezeBroker(2_000 + random.nextInt(6_000)));
            for (Proxy.Mode mode : List.of(Proxy.Mode.CUT, Proxy.Mode.SILENT, Proxy.Mode.SLOW)) {
                plan.add(faults.database(mode, 2_000 + random.nextInt(4_000)));
                plan.add(faults.broker(mode, 2_000 + random.nextInt(4_000)));
            }
            plan.add(faults.databaseForgets());
            plan.add(faults.brokerForgets(15_000));
            plan.add(faults.outOfConnections(4_000));
            plan.add(faults.roll(any(List.of(ServiceName.values()), random)));
        }
        Collections.shuffle(plan, new Random(random.nextLong()));
        return plan.subList(0, Math.min(plan.size(), profile.of(4, plan.size(), plan.size())));
    }

    private static <T> T any(List<T> items, SplittableRandom random) {
        return items.get(random.nextInt(items.size()));
    }

    /** How many faults there will be. */
    public int planned() {
        return plan.size();
    }

    /** Carries out the whole plan. */
    public List<Blow> strike() {
        for (Fault fault : plan) {
            Blow blow = strike(fault);
            blows.add(blow);
            field.progress()
                    .say(String.format(
                            Locale.ROOT,
                            "%s, ready after %.1f s%s",
                            blow.name(),
                            blow.recoverySeconds(),
                            blow.failure().map(f -> ": " + f).orElse("")));
        }
        return List.copyOf(blows);
    }

    private Blow strike(Fault fault) {
        Optional<String> failure = Optional.empty();
        try {
            fault.inflict();
        } catch (LocalFailure e) {
            failure = Optional.of(e.getMessage());
        }
        long ended = System.nanoTime();
        reviveTheDead();
        boolean ready = Pauses.until(RECOVERY_LIMIT, this::allReady);
        double seconds = (System.nanoTime() - ended) / 1e9;
        if (!ready && failure.isEmpty()) {
            failure = Optional.of("not ready after " + RECOVERY_LIMIT.toSeconds() + " s");
        }
        return new Blow(fault.kind(), fault.name(), seconds, failure);
    }

    /** Does what Kubernetes would: a service that ended by itself is started again. */
    private void reviveTheDead() {
        for (ServiceName service : ServiceName.values()) {
            JavaProcess process = system.process(service);
            if (!process.isAlive()) {
                process.start();
            }
        }
    }

    private boolean allReady() {
        for (ServiceName service : ServiceName.values()) {
            for (String url : system.instances().baseUrls(service)) {
                if (!ready(URI.create(url + "/q/health/ready"))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean ready(URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health).timeout(ANSWER).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while waiting for " + health, e);
        }
    }
}
