package io.receivables.reporting.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "receivables.reporting")
public interface ReportingConfig {
    Freshness freshness();

    Rebuild rebuild();

    /** How the age of figures is found out. */
    interface Freshness {
        /** For how long one answer of the broker serves all requests. */
        @WithDefault("250ms")
        Duration cache();

        /** For how long a request waits for the broker before it answers that the lag is unknown. */
        @WithDefault("400ms")
        Duration patience();
    }

    /** How figures are derived again. */
    interface Rebuild {
        /**
         * Rebuilds that an instance works on at once; others wait, the oldest first. Each takes up to four of the connections of
         * `quarkus.datasource.reactive.max-size`.
         */
        @WithDefault("2")
        int atOnce();

        /** Events per transaction. */
        @WithDefault("1000")
        int batch();

        /** How much of each topic may wait in memory for live figures that are behind. */
        @WithDefault("16M")
        MemorySize waiting();

        /** For how long a rebuild may keep the tenant's consumers waiting while it compares and replaces. */
        @WithDefault("15s")
        Duration standstill();

        /** A rebuild at work without a sign of life for this long counts as interrupted. */
        @WithDefault("60s")
        Duration abandonedAfter();
    }
}
