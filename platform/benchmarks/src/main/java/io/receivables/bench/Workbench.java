package io.receivables.bench;

import io.receivables.bench.limit.RawSql;
import io.receivables.bench.stage.Stage;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Quiet;
import java.time.Duration;

/** What every measurement gets: the running system, somebody to do business with, and the limit to compare with. */
public record Workbench(LocalSystem system, Stage stage, RawSql limit, Profile profile, Progress progress) {

    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    /** Waits until everything is published and consumed, so that no round pays for the one before it; answers the seconds it took. */
    public double drain() {
        long begin = System.nanoTime();
        if (!new Quiet(system).await(DRAIN_LIMIT)) {
            throw new LocalFailure("The backlog of a round was not worked off within " + DRAIN_LIMIT);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
