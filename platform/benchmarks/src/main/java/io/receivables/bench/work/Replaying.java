package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.limit.PlainConsumer;
import io.receivables.bench.stage.OpenInvoices;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Deriving the reports again from the topics, from the request to the end of the comparison with the live ones. */
final class Replaying implements Work {
    /** Each brings two events: the invoice and its open item. */
    private static final int INVOICES = 10_000;

    private static final double GOAL = 20_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    /** What reporting-service derives its projections from. */
    private static final List<String> TOPICS = List.of(
            "receivables.customer.customers",
            "receivables.invoicing.invoices",
            "receivables.payment.open-items",
            "receivables.payment.payments",
            "receivables.payment.statements",
            "receivables.dunning.cases");

    /** One rebuild, and the plain consumer right after it. */
    private record Turn(long events, double seconds, boolean equal, PlainConsumer.Result plain) {
        double perSecond() {
            return events / seconds;
        }
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        OpenInvoices.atLeast(bench, bench.profile().documents(INVOICES));
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < bench.profile().longRounds(); i++) {
            turns.add(turn(bench));
        }
        double rate = Medians.of(turns, Turn::perSecond);
        return List.of(Measured.atLeast("replay of the reports", 1, "events/s", rate, 0, GOAL, details(rate, turns)));
    }

    private static Turn turn(Workbench bench) {
        Api reporting = bench.stage().api().reporting();
        long begin = System.nanoTime();
        String id = reporting
                .post("/v1/rebuilds", Map.of("reason", "Benchmark"))
                .expect(202)
                .json()
                .path("rebuildId")
                .asText();
        JsonNode rebuild = ended(reporting, id);
        double seconds = (System.nanoTime() - begin) / 1e9;
        var plain = PlainConsumer.read(bench.system().bootstrapServers(), TOPICS);
        Turn turn = new Turn(
                rebuild.path("events").path("applied").asLong(),
                seconds,
                rebuild.path("equal").asBoolean(),
                plain);
        bench.progress()
                .say("  %d events in %.1f s, equal: %s; a plain consumer read %d in %.1f s"
                        .formatted(turn.events, seconds, turn.equal, plain.events(), plain.seconds()));
        return turn;
    }

    private static JsonNode ended(Api reporting, String id) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode rebuild = reporting.get("/v1/rebuilds/" + id).path("rebuild");
            switch (rebuild.path("state").asText()) {
                case "COMPLETED":
                    return rebuild;
                case "FAILED":
                    throw new LocalFailure(
                            "The rebuild failed: " + rebuild.path("failure").asText());
                default:
                    LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        throw new LocalFailure("The rebuild did not end within " + LIMIT);
    }

    private static Map<String, Object> details(double rate, List<Turn> turns) {
        double plain = Medians.of(turns, turn -> turn.plain().perSecond());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("events", turns.get(0).events());
        details.put("seconds", rounded(Medians.of(turns, Turn::seconds)));
        details.put("equal", turns.stream().allMatch(Turn::equal));
        details.put("plainConsumerPerSecond", rounded(plain));
        details.put("plainConsumerEvents", turns.get(0).plain().events());
        details.put("partOfPlainConsumer", rounded(rate / plain));
        return details;
    }
}
