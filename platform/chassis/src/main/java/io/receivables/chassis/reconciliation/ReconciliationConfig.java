package io.receivables.chassis.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When books are stated, and what happens to differences. */
@ConfigMapping(prefix = "receivables.reconciliation")
public interface ReconciliationConfig {
    /** How often every tenant's books are stated and compared without being asked. */
    @WithDefault("P1D")
    Duration every();

    /** How often runs that were begun are taken further; `off` leaves it to the other replicas. */
    @WithDefault("2s")
    String poll();

    /** Whether a copy that is not what its owner stated is set right, or only reported. */
    @WithDefault("true")
    boolean heal();

    /** Items of one part of a statement. */
    @WithDefault("500")
    int partSize();

    /** Age after which a run and its differences are forgotten. */
    @WithDefault("P90D")
    Duration keep();
}
