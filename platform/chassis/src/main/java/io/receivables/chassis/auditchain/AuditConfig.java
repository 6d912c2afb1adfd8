package io.receivables.chassis.auditchain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the audit trail is sealed, anchored outside the database, and verified. */
@ConfigMapping(prefix = "receivables.audit")
public interface AuditConfig {
    /** How often new audit entries are sealed; `off` leaves it to the other replicas. */
    @WithDefault("1s")
    String sealEvery();

    /** Least time between two published heads of one tenant's chain; what is newer is not protected against a cut. */
    @WithDefault("PT10S")
    Duration anchorInterval();

    /** How often every tenant's trail is verified without being asked. */
    @WithDefault("P1D")
    Duration verifyEvery();

    /** An entry sealed behind entries recorded this much later counts as inserted afterwards; above any transaction's life. */
    @WithDefault("PT1H")
    Duration backdatingTolerance();

    /** Published heads older than this are not compared: for the time after a restore from a backup. */
    Optional<Instant> anchorsSince();

    /** Topic of the heads; `receivables.[service].audit` when not set. */
    Optional<String> topic();
}
