package io.receivables.bench;

import io.receivables.bench.limit.PgBench;
import io.receivables.bench.limit.RawSql;
import io.receivables.bench.stage.Stage;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.Progress;
import io.receivables.local.system.Quiet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What every measurement gets: the running system, and, as soon as it asks, somebody to do business with and the limit to compare with. */
public final class Workbench {
    private static final int CUSTOMERS = 5_000;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    private final LocalSystem system;
    private final double startSeconds;
    private final Profile profile;
    private final Progress progress;
    private final Path pgbench;
    private final Set<String> warm = new HashSet<>();
    private Stage stage;
    private RawSql limit;

    /** @param pgbench folder for PostgreSQL's load generator, in case this machine has none */
    Workbench(LocalSystem system, double startSeconds, Profile profile, Progress progress, Path pgbench) {
        this.system = system;
        this.startSeconds = startSeconds;
        this.profile = profile;
        this.progress = progress;
        this.pgbench = pgbench;
    }

    public LocalSystem system() {
        return system;
    }

    /** How long the system took to start on empty data, until the last service was ready. */
    public double startSeconds() {
        return startSeconds;
    }

    public Profile profile() {
        return profile;
    }

    public Progress progress() {
        return progress;
    }

    /** The tenant everybody does business with; set up when it is asked for the first time. */
    public synchronized Stage stage() {
        if (stage == null) {
            stage = Stage.prepare(system, progress, "bench", CUSTOMERS);
        }
        return stage;
    }

    /** The limit on the same server; pgbench is looked for when it is asked for the first time. */
    public synchronized RawSql limit() {
        if (limit == null) {
            limit = PgBench.find(pgbench).on(system);
        }
        return limit;
    }

    /** Whether the system was not warmed up with this kind of load. */
    public synchronized boolean isCold(String kind) {
        return !warm.contains(kind);
    }

    public synchronized void warmedUp(String kind) {
        warm.add(kind);
    }

    /** Waits until everything is published and consumed, so that no round pays for the one before it; answers the seconds it took. */
    public double drain() {
        long begin = System.nanoTime();
        Quiet quiet = new Quiet(system);
        if (!quiet.await(DRAIN_LIMIT)) {
            throw new LocalFailure(
                    "The backlog of a round was not worked off within " + DRAIN_LIMIT + ": " + quiet.left());
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
