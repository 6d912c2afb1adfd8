package io.receivables.torture.overload;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Profile;
import io.receivables.torture.Verdict;
import io.receivables.torture.Verdicts;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.world.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** I12: at five times the rate that payment-service can sustain, what is too much is refused, and the rest is served as well as before. */
public final class OverloadCampaign implements Campaign {

    private static final String TENANT = "overload";
    private static final int GROUND = 12;
    private static final int SENDERS = 12;
    private static final int TIMES = 5;
    private static final int SLOWER = 2;
    /** Until then it may be a burst, whose calls may wait; only what goes on longer is overload. */
    private static final long BURST_MILLIS = 7_000;
    /** Part of the rate that the harness must have reached, on the processors that it shares with the service. */
    private static final double REACHED = 0.9;

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        Client client = new Client(field.system(), TENANT, new History());
        Ground.prepare(client, GROUND, "");
        Load load = new Load(field.system(), TENANT);
        Profile profile = field.profile();
        List<Shot> warm = load.closed(SENDERS, Duration.ofSeconds(profile.of(1, 5, 10)));
        Duration calm = Duration.ofSeconds(profile.of(2, 10, 60));
        List<Shot> sustained = load.closed(SENDERS, calm);
        Duration storm = Duration.ofSeconds(profile.of(9, 25, 120));
        long rate = Math.max(1, sustained.size() / calm.toSeconds());
        List<Shot> stormy = load.open(TIMES * rate, storm);

        List<Finding> findings = new ArrayList<>();
        List<Shot> all =
                Stream.of(warm, sustained, stormy).flatMap(List::stream).toList();
        all.stream()
                .filter(shot -> !shot.fault().isEmpty())
                .forEach(shot -> findings.add(Finding.of("a call", shot.fault())));
        effects(client, all, findings);
        speed(field, rate, sustained, stormy, storm.toMillis(), findings);
        Verdicts verdicts = new Verdicts(field.seed());
        verdicts.add(
                "I12",
                "calls at " + TIMES + " times " + rate + " a second",
                stormy.size(),
                field.profile() == Profile.SHORT ? 1 : (long) (REACHED * TIMES * rate * storm.toSeconds()),
                findings);
        return verdicts.all();
    }

    /** What was acknowledged is there once, and nothing else is. */
    private static void effects(Client client, List<Shot> shots, List<Finding> findings) {
        Set<String> acknowledged = new HashSet<>();
        for (Shot shot : shots) {
            if (shot.admitted() && !acknowledged.add(shot.payment())) {
                findings.add(Finding.of("payment " + shot.payment(), "was acknowledged to two callers"));
            }
        }
        for (JsonNode payment : client.all(ServiceName.PAYMENT, "/v1/payments")) {
            if (!acknowledged.remove(payment.path("paymentId").asText())) {
                findings.add(Finding.of("payment " + payment.path("paymentId"), "is there and nobody was told"));
            }
        }
        acknowledged.forEach(id -> findings.add(Finding.of("payment " + id, "was acknowledged and is not there")));
    }

    private static void speed(
            Battlefield field,
            long rate,
            List<Shot> sustained,
            List<Shot> stormy,
            long millis,
            List<Finding> findings) {
        List<Shot> admitted = stormy.stream().filter(Shot::admitted).toList();
        long before = Shot.p99(sustained);
        long during = Shot.p99(
                admitted.stream().filter(shot -> shot.begun() >= BURST_MILLIS).toList());
        field.progress()
                .say(String.format(
                        Locale.ROOT,
                        "%d payments a second with p99 %d ms; of %d at %d times that, %d were served (%d a second) with p99 %d ms",
                        rate,
                        before,
                        stormy.size(),
                        TIMES,
                        admitted.size(),
                        admitted.size() * 1000L / millis,
                        during));
        if (admitted.isEmpty()) {
            findings.add(Finding.of("payment-service", "served nobody under overload"));
        }
        if (field.profile() == Profile.SHORT) {
            // too short to tell speeds: the virtual machines are still getting faster
            return;
        }
        if (admitted.size() == stormy.size()) {
            findings.add(Finding.of("payment-service", "was not overloaded: it served all " + stormy.size()));
        }
        if (during > SLOWER * before) {
            findings.add(Finding.of("p99 of admitted calls", "was " + before + " ms and became " + during + " ms"));
        }
    }
}
