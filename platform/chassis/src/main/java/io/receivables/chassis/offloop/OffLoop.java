package io.receivables.chassis.offloop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Runs work that blocks or computes for long on a worker thread, and comes back to the context that asked. */
public final class OffLoop {
    private OffLoop() {}

    public static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            if (context == null) {
                return Uni.createFrom().item(work(work)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
            }
            return Uni.createFrom()
                    .completionStage(() -> context.executeBlocking(work, false).toCompletionStage());
        });
    }

    private static <T> java.util.function.Supplier<T> work(Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
