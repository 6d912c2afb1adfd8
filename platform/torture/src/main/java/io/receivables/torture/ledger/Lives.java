package io.receivables.torture.ledger;

import io.receivables.local.LocalFailure;
import io.receivables.torture.Finding;
import io.receivables.torture.fault.Blow;
import io.receivables.torture.history.Estimate;
import io.receivables.torture.world.Ground;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The sequences, played by a few clients at once for as long as there are faults to come. */
final class Lives {

    static final int LENGTH = 50;

    private final List<Ground> grounds;
    private final int goal;
    private final int clients;
    private final long seed;
    private final Estimate estimate;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean failed;

    Lives(List<Ground> grounds, int goal, int clients, long seed, Estimate estimate) {
        this.grounds = grounds;
        this.goal = goal;
        this.clients = clients;
        this.seed = seed;
        this.estimate = estimate;
    }

    /** @param beside something that goes on until the last fault is over */
    List<Blow> liveWhile(Supplier<List<Blow>> faults, Consumer<BooleanSupplier> beside) {
        ExecutorService threads = Executors.newFixedThreadPool(clients + 1);
        try {
            CompletableFuture<List<Blow>> blows = CompletableFuture.supplyAsync(faults);
            List<CompletableFuture<Void>> running = IntStream.range(0, clients)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> live(blows), threads))
                    .toList();
            CompletableFuture<Void> others =
                    CompletableFuture.runAsync(() -> beside.accept(() -> blows.isDone() || failed), threads);
            running.forEach(CompletableFuture::join);
            others.join();
            return blows.join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void live(CompletableFuture<?> faults) {
        int number = next.getAndIncrement();
        while ((number < goal || !faults.isDone()) && !failed) {
            Outcome outcome = play("s" + number, grounds.get(number % grounds.size()), seed + number);
            failed |= !outcome.findings().isEmpty();
            outcomes.add(outcome);
            estimate.done(ended.incrementAndGet());
            number = next.getAndIncrement();
        }
    }

    private static Outcome play(String name, Ground ground, long seed) {
        try {
            return new Sequence(name, ground, new SplittableRandom(seed)).play(LENGTH);
        } catch (LocalFailure e) {
            return Outcome.failed(ground.client().tenant(), Finding.of("sequence " + name, e.getMessage()));
        }
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What was found on the way. */
    List<Finding> findings() {
        return outcomes.stream().flatMap(outcome -> outcome.findings().stream()).toList();
    }
}
