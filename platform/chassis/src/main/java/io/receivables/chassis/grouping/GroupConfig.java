package io.receivables.chassis.grouping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commands that arrive at the same time are written, and documents asked for at the same time are read, in one transaction. */
@ConfigMapping(prefix = "receivables.groups")
public interface GroupConfig {
    /** Commands or documents in one transaction at most. */
    @WithDefault("64")
    int largest();

    /** Transactions of one kind of command at once; each takes a connection. Of one kind of document twice as many. */
    @WithDefault("4")
    int maxInFlight();

    /** The same for one tenant: while one is written the next fills. Of documents, half of all. */
    @WithDefault("2")
    int maxInFlightOfTenant();

    /** How long a command waits at most because a transaction of its tenant is at work, while another one is free. */
    @WithDefault("50ms")
    Duration patience();
}
