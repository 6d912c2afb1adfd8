package io.receivables.torture.fuzz;

import io.receivables.torture.Battlefield;
import io.receivables.torture.Campaign;
import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Operations;
import io.receivables.torture.history.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** I14: every operation survives hostile input. Seeded; each worker's requests depend on the seed and on the answers to its own tenant only. */
public final class FuzzCampaign implements Campaign {

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public List<Verdict> run(Battlefield field) {
        List<Operation> operations = Operations.of(field.system().settings().ports());
        int requests = field.profile().of(1_500, 4_500, 200_000);
        int checks = field.profile().of(20, 60, 2_000);
        int workers = field.profile().of(2, 4, 4);
        Oracle oracle = new Oracle();
        Tally tally = new Tally(operations, new Estimate(field.progress(), "requests", requests));
        AtomicInteger checked = new AtomicInteger();
        SplittableRandom seeds = field.random(name());
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            SplittableRandom random = seeds.split();
            running.add(CompletableFuture.runAsync(
                    () -> {
                        try (Worker worker =
                                new Worker(field.system(), operations, oracle, tally, random, mark(random))) {
                            checked.addAndGet(worker.checkUnchanged(checks / workers));
                            worker.send(requests / workers);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    threads));
        }
        running.forEach(CompletableFuture::join);
        threads.shutdown();
        report(field, tally);
        List<Finding> unreached = tally.unreached();
        return List.of(
                new Verdict("I14", "hostile requests", tally.sent(), requests, tally.findings(), field.seed()),
                new Verdict(
                        "I14",
                        "operations reached with 2xx and 4xx",
                        operations.size() - unreached.size(),
                        operations.size(),
                        unreached,
                        field.seed()),
                new Verdict(
                        "I14",
                        "refusals and reads that changed no row",
                        checked.get(),
                        checks,
                        List.of(),
                        field.seed()));
    }

    private static String mark(SplittableRandom random) {
        return "F" + Long.toString(random.nextLong(1L << 30, 1L << 31), 36).toUpperCase(Locale.ROOT) + "F";
    }

    private static void report(Battlefield field, Tally tally) {
        tally.coverage().forEach(field.progress()::say);
        field.progress()
                .say(String.format(
                        "%d requests, p50 %.1f ms, p99 %.1f ms", tally.sent(), tally.millis(0.5), tally.millis(0.99)));
    }
}
