package io.receivables.payment.statement;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Runs work that blocks on a worker thread and comes back to the context that asked. */
final class OffLoop {
    private OffLoop() {}

    static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return Uni.createFrom()
                    .completionStage(() -> context.executeBlocking(work, true).toCompletionStage());
        });
    }
}
