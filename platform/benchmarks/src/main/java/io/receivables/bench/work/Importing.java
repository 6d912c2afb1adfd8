package io.receivables.bench.work;

import static io.receivables.bench.work.Medians.rounded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.bench.Measured;
import io.receivables.bench.Workbench;
import io.receivables.bench.limit.RawStatement;
import io.receivables.bench.machine.Memory;
import io.receivables.bench.machine.ProcessorTime;
import io.receivables.bench.stage.BankFile;
import io.receivables.bench.stage.ManyInvoices;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A large bank statement, from the upload to the answer: every entry is stored, matched and allocated. */
final class Importing implements Work {
    private static final int ENTRIES = 100_000;
    /** Of the entries, until the rate rises no more. */
    private static final int WARM_UP_PART = 10;

    /** Spare invoices for those entries that pay two. */
    private static final double SPARE = 1.03;

    private static final double GOAL = 0.4;
    private static final double MEBI = 1024 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * One file.
     *
     * @param processor seconds of each part until the answer
     * @param grown MiB that payment-service has more after it than before
     * @param drained seconds until every service knew the last of its payments
     */
    private record Turn(
            int entries,
            int bytes,
            double seconds,
            Map<String, Double> processor,
            double grown,
            double drained,
            RawStatement.Result raw) {
        double perSecond() {
            return entries / seconds;
        }
    }

    @Override
    public String name() {
        return "statement";
    }

    @Override
    public List<Measured> measure(Workbench bench) {
        int entries = bench.profile().inOneGo(ENTRIES);
        WarmUp.rates(
                () -> turn(bench, entries / WARM_UP_PART).perSecond(),
                bench.profile().warmUps());
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < bench.profile().longRounds(); i++) {
            turns.add(turn(bench, entries));
        }
        return List.of(Measured.atLeast(
                "statement of " + entries + " entries",
                1,
                "entries/s",
                Medians.of(turns, Turn::perSecond),
                Medians.of(turns, turn -> turn.raw().perSecond()),
                GOAL,
                details(turns)));
    }

    private Turn turn(Workbench bench, int entries) {
        byte[] file = BankFile.of(ManyInvoices.issue(bench, (int) (entries * SPARE)), entries);
        Memory memory = new Memory(bench.system());
        ProcessorTime processor = new ProcessorTime(bench.system());
        double before = memory.ofServices().get(ServiceName.PAYMENT);
        Map<String, Double> used = processor.seconds();
        long begin = System.nanoTime();
        JsonNode statement = upload(bench, file).path("statements").path(0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        used = processor.since(used);
        double grown = memory.ofServices().get(ServiceName.PAYMENT) - before;
        if (statement.path("paymentCount").asInt() != entries
                || !statement.path("balanced").asBoolean()) {
            throw new LocalFailure("The statement was not taken in as it was written: " + statement);
        }
        Turn turn = new Turn(
                entries,
                file.length,
                seconds,
                used,
                grown,
                bench.drain(),
                bench.limit().statement(file));
        bench.progress()
                .say(
                        "  %d entries in %.1f s, the others knew after another %.1f s; raw: %.1f s parsing, %.1f s writing; %s"
                                .formatted(
                                        entries,
                                        seconds,
                                        turn.drained(),
                                        turn.raw().parsing(),
                                        turn.raw().writing(),
                                        used));
        return turn;
    }

    private JsonNode upload(Workbench bench, byte[] file) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        bench.system().settings().ports().baseUrl(ServiceName.PAYMENT) + "/v1/statement-imports"))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + bench.stage().token())
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new LocalFailure("The statement was answered with " + answer.statusCode() + ": " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new LocalFailure("The statement was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while sending a statement", e);
        }
    }

    private static Map<String, Object> details(List<Turn> turns) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("mebibytes", rounded(turns.get(0).bytes() / MEBI));
        details.put("seconds", rounded(Medians.of(turns, Turn::seconds)));
        details.put("rawParsingSeconds", rounded(Medians.of(turns, t -> t.raw().parsing())));
        details.put("rawWritingSeconds", rounded(Medians.of(turns, t -> t.raw().writing())));
        details.put("paymentServiceGrewMiB", rounded(Medians.of(turns, Turn::grown)));
        details.put("drainSeconds", rounded(Medians.of(turns, Turn::drained)));
        for (String part : List.of("payment", "postgres")) {
            details.put(part + "ProcessorSeconds", rounded(Medians.of(turns, t -> t.processor()
                    .get(part))));
        }
        return details;
    }
}
