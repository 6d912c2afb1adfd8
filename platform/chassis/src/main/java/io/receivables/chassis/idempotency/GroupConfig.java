package io.receivables.chassis.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commands that arrive at the same time are written in one transaction. */
@ConfigMapping(prefix = "receivables.groups")
public interface GroupConfig {
    /** Commands in one transaction at most. */
    @WithDefault("64")
    int largest();

    /** Transactions of one kind of command at once; each takes a connection. */
    @WithDefault("4")
    int maxInFlight();

    /** The same for one tenant: while one is written the next fills. */
    @WithDefault("2")
    int maxInFlightOfTenant();

    /** How long a command waits at most because a transaction of its tenant is at work, while another one is free. */
    @WithDefault("50ms")
    Duration patience();
}
