package io.receivables.chassis.events;

import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Waits for a database that is away: events are never skipped because of it. Whatever a consumer does for a batch has to be done
 * with patience; the connector ends a channel for good whose consumer fails.
 */
public final class Patience {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private Patience() {}

    /** The same work, begun again as often as it takes while the database is unavailable. */
    public static <T> Uni<T> with(Uni<T> work) {
        return work.onFailure(TransientFailures::isUnavailable)
                .invoke(failure -> LOG.warnf("Receiving events waits: %s", failure.toString()))
                .onFailure(TransientFailures::isUnavailable)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }
}
