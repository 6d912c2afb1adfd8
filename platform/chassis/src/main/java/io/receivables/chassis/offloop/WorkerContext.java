package io.receivables.chassis.offloop;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Supplier;

/**
 * Where a job that computes between its statements runs: every step of it on a worker thread, one step after the other, so
 * that no event loop stands still meanwhile.
 */
public final class WorkerContext {
    private final Context context;

    private WorkerContext(Context context) {
        this.context = context;
    }

    public static WorkerContext of(Vertx vertx) {
        return new WorkerContext(((VertxInternal) vertx).createWorkerContext());
    }

    /** Runs the work from its first step to its last on this context. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> VertxContext.createNewDuplicatedContext(context)
                .runOnContext(ignored ->
                        Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail)));
    }
}
