package io.receivables.chassis.grouping;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;

/** Where a group works: on a context of its own, so that nothing of the request that happened to come first sticks to the others. */
public final class GroupContext {
    private GroupContext() {}

    /** Runs the work of a group, at once where there is no event loop. */
    public static void run(Runnable work) {
        var here = Vertx.currentContext();
        if (here == null) {
            work.run();
        } else {
            VertxContext.createNewDuplicatedContext(here).runOnContext(ignored -> work.run());
        }
    }
}
