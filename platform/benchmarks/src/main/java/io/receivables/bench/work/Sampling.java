package io.receivables.bench.work;

import io.receivables.bench.stage.Witness;
import io.receivables.local.LocalFailure;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Pays at a fixed rate and, beside that, watches the report. Paying never waits for the report, so a report that falls behind is seen by as
 * many payments as came meanwhile.
 */
final class Sampling implements AutoCloseable {
    private static final long INTERVAL_NANOS = 50_000_000;
    private static final long LOOK_NANOS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int DIGITS = 3;

    private final Witness witness;
    private final Histogram shown = new Histogram(PATIENCE.toNanos() / 1000, DIGITS);
    private final Queue<Paid> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Future<?> paying;
    private final Future<?> watching;
    private volatile boolean ending;

    private record Paid(long number, long answered) {}

    Sampling(Witness witness) {
        this.witness = witness;
        this.paying = threads.submit(this::pay);
        this.watching = threads.submit(this::watch);
    }

    private void pay() {
        long due = System.nanoTime();
        while (!ending) {
            long number = witness.pay();
            waiting.add(new Paid(number, System.nanoTime()));
            due = Math.max(due + INTERVAL_NANOS, System.nanoTime());
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void watch() {
        while (!(paying.isDone() && waiting.isEmpty() || Thread.currentThread().isInterrupted())) {
            long number = witness.shown();
            long now = System.nanoTime();
            while (!waiting.isEmpty() && waiting.peek().number() <= number) {
                record(now - waiting.remove().answered());
            }
            if (!waiting.isEmpty() && now - waiting.peek().answered() > PATIENCE.toNanos()) {
                throw new LocalFailure("A payment was not in the report after " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void record(long nanos) {
        shown.recordValue(Math.min(shown.getHighestTrackableValue(), Math.max(0, nanos) / 1000));
    }

    /** Pays no more, waits until the report shows the last payment, and answers the microseconds that all of them took. */
    Histogram end() {
        ending = true;
        try {
            paying.get();
            watching.get();
            return shown;
        } catch (ExecutionException e) {
            throw new LocalFailure("The report could not be watched: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while watching the report", e);
        }
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
