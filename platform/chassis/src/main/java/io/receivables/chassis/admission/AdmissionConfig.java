package io.receivables.chassis.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How many requests are worked on at the same time, and how long others wait for their turn. */
@ConfigMapping(prefix = "receivables.admission")
public interface AdmissionConfig {
    /** Calls worked on at once; below `quarkus.datasource.reactive.max-size`, so that consumers find a connection. */
    @WithDefault("12")
    int maxInFlight();

    /**
     * Commands worked on at once that are written in groups (`receivables.groups`); they share a few connections. POST
     * requests to `receivables.admission.grouped-paths`.
     */
    @WithDefault("32")
    int maxGrouped();

    /** Paths whose POST requests are written in groups, with the query where only such requests are. */
    Optional<List<String>> groupedPaths();

    /** Files (bodies other than JSON) taken in at once. */
    @WithDefault("4")
    int maxUploads();

    /** Calls that wait for a turn, and as many files; with one more, the one that has waited longest is refused. */
    @WithDefault("2000")
    int maxWaiting();

    /** How long a call of a burst waits for its turn, and how long calls wait before it is called overload. */
    @WithDefault("5s")
    Duration burst();

    /** The same for files, each of which takes longer. */
    @WithDefault("30s")
    Duration uploadBurst();

    /** How long a call waits under overload; about as long as a turn takes. */
    @WithDefault("50ms")
    Duration overloadWait();

    /** The same for files. */
    @WithDefault("1s")
    Duration uploadOverloadWait();

    /** A call whose body has not arrived by then gives its turn to others and goes on without. */
    @WithDefault("1s")
    Duration bodyWait();
}
