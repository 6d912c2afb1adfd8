package io.receivables.torture.fault;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.JavaProcess;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.history.Pauses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Does one bad thing after the other, or several at the same moment, from a plan drawn by the seed, and measures how long the system takes to
 * come back.
 */
public final class Nemesis {

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Executor HANDS = hand -> new Thread(hand, "nemesis").start();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final LocalSystem system;
    private final Battlefield field;
    private final List<List<Fault>> plan;
    private final List<Blow> blows = new ArrayList<>();

    /** @param plan what is done one after the other; the faults of one entry at the same moment */
    private Nemesis(Battlefield field, List<List<Fault>> plan) {
        this.system = field.system();
        this.field = field;
        this.plan = plan;
    }

    /** Carries out these faults in their order, one by one. */
    public static Nemesis with(Battlefield field, List<Fault> plan) {
        return new Nemesis(field, plan.stream().map(List::of).toList());
    }

    /** Everything bad that the profile has time for, in an order drawn by the seed. */
    public static Nemesis withEverything(Battlefield field, SplittableRandom random) {
        return new Nemesis(field, FaultPlan.of(field.profile(), new Faults(field), random));
    }

    /** How many faults there will be. */
    public int planned() {
        return plan.stream().mapToInt(List::size).sum();
    }

    /** Carries out the whole plan. */
    public List<Blow> strike() {
        for (List<Fault> faults : plan) {
            for (Blow blow : strike(faults)) {
                blows.add(blow);
                field.progress()
                        .say(String.format(
                                Locale.ROOT,
                                "%s, ready after %.1f s%s",
                                blow.name(),
                                blow.recoverySeconds(),
                                blow.failure().map(f -> ": " + f).orElse("")));
            }
        }
        return List.copyOf(blows);
    }

    /** Carries out faults at the same moment; every one of them counts as over when all are and everybody is ready. */
    private List<Blow> strike(List<Fault> faults) {
        List<CompletableFuture<Optional<String>>> inflicted = faults.stream()
                .map(fault -> CompletableFuture.supplyAsync(() -> inflict(fault), HANDS))
                .toList();
        List<Optional<String>> failures =
                inflicted.stream().map(CompletableFuture::join).toList();
        long ended = System.nanoTime();
        reviveTheDead();
        boolean ready = Pauses.until(RECOVERY_LIMIT, this::allReady);
        double seconds = (System.nanoTime() - ended) / 1e9;
        Optional<String> late =
                ready ? Optional.empty() : Optional.of("not ready after " + RECOVERY_LIMIT.toSeconds() + " s");
        List<Blow> made = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            made.add(new Blow(
                    fault.kind(), fault.name(), seconds, failures.get(i).or(() -> late)));
        }
        return made;
    }

    /** Why it did not happen, if so. */
    private static Optional<String> inflict(Fault fault) {
        try {
            fault.inflict();
            return Optional.empty();
        } catch (LocalFailure e) {
            return Optional.of(e.getMessage());
        }
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
