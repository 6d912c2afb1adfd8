package io.receivables.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same for many things, a bounded number at a time, and keeps the order of the results. */
public final class Parallel implements AutoCloseable {

    private static final int CALLERS = 8;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS, runnable -> {
        Thread thread = new Thread(runnable, "demo");
        thread.setDaemon(true);
        return thread;
    });

    public <T, R> List<R> map(Collection<T> things, Function<T, R> work) {
        List<Future<R>> futures = new ArrayList<>();
        things.forEach(thing -> futures.add(callers.submit(() -> work.apply(thing))));
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
            results.add(join(future));
        }
        return results;
    }

    /** The same for work without a result. */
    public <T> void each(Collection<T> things, Consumer<T> work) {
        map(things, thing -> {
            work.accept(thing);
            return true;
        });
    }

    private static <R> R join(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
