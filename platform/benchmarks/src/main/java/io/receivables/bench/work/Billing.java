package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.bench.stage.Invoices;
import io.receivables.bench.stage.Stage;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Api;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Issuing the invoices of a whole file, three lines each over 49 numbering series, from sending it until the last one is
 * issued; beside it the same rows in one set-based statement of raw SQL, in turn. The services that consume the invoices do
 * so meanwhile.
 */
final class Billing implements Work {
    private static final int INVOICES = 100_000;
    private static final double GOAL = 0.4;
    /** Of the invoices, until the rate rises no more. */
    private static final int WARM_UP_PART = 20;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** A file and the set-based statement right after it. */
    private record Turn(
            int invoices,
            double taken,
            double seconds,
            double drained,
            Map<String, Double> processor,
            double limitSeconds) {
        double perSecond() {
            return invoices / seconds;
        }

        double limitPerSecond() {
            return invoices / limitSeconds;
        }
    }

    @Override
    public String name() {
        return "billrun";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        int invoices = bench.profile().inOneGo(INVOICES);
        WarmUp.rates(
                () -> turn(bench, invoices / WARM_UP_PART).perSecond(),
                bench.profile().warmUps());
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < bench.profile().longRounds(); i++) {
            turns.add(turn(bench, invoices));
        }
        return List.of(Measured.atLeast(
                "bill run, invoices of 3 lines",
                1,
                "per second",
                Medians.of(turns, Turn::perSecond),
                Medians.of(turns, Turn::limitPerSecond),
                GOAL,
                details(turns)));
    }

    private static Turn turn(Workbench bench, int invoices) {
        Stage stage = bench.stage();
        byte[] file = file(stage, invoices);
        ProcessorTime processor = new ProcessorTime(bench.system());
        Map<String, Double> before = processor.seconds();
        Api invoicing = stage.api().invoicing();
        long begin = System.nanoTime();
        String run = invoicing
                .postFile("/v1/bill-runs", "application/x-ndjson", file)
                .expect(202)
                .json()
                .path("billRunId")
                .asText();
        double taken = seconds(begin);
        JsonNode done = ended(invoicing, run);
        double seconds = seconds(begin);
        if (done.path("issued").asInt() != invoices) {
            throw new LocalFailure("The bill run did not issue everything: " + done);
        }
        double drained = bench.drain();
        Map<String, Double> used = processor.since(before);
        Turn turn =
                new Turn(invoices, taken, seconds, drained, used, bench.limit().bulk("issue_bulk", invoices));
        bench.progress()
                .say(
                        "  %d invoices in %.1f s (%.0f/s), taken in after %.1f s, drained after another %.1f s; raw SQL %.1f s"
                                .formatted(invoices, seconds, turn.perSecond(), taken, drained, turn.limitSeconds()));
        return turn;
    }

    /** Never the same one, because a file is taken once. */
    private static byte[] file(Stage stage, int invoices) {
        SplittableRandom random = new SplittableRandom();
        ByteArrayOutputStream file = new ByteArrayOutputStream(invoices * 512);
        for (int i = 0; i < invoices; i++) {
            file.writeBytes(Invoices.json(stage.anySeller(random), stage.anyCustomer(random), random)
                    .getBytes(StandardCharsets.UTF_8));
            file.write('\n');
        }
        return file.toByteArray();
    }

    private static JsonNode ended(Api invoicing, String run) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode now = invoicing.get("/v1/bill-runs/" + run);
            if (now.path("finishedAt").isTextual()) {
                return now;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new LocalFailure("The bill run did not end within " + LIMIT);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static Map<String, Object> details(List<Turn> turns) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("invoices", turns.get(0).invoices());
        details.put("seconds", rounded(Medians.of(turns, Turn::seconds)));
        details.put("takenInSeconds", rounded(Medians.of(turns, Turn::taken)));
        details.put("limitSeconds", rounded(Medians.of(turns, Turn::limitSeconds)));
        details.put("drainSeconds", rounded(Medians.of(turns, Turn::drained)));
        Map<String, Object> micros = new LinkedHashMap<>();
        turns.get(0)
                .processor()
                .keySet()
                .forEach(part -> micros.put(
                        part, Math.round(Medians.of(turns, t -> t.processor().get(part) * 1e6 / t.invoices()))));
        details.put("processorMicros", micros);
        return details;
    }
}
