package io.receivables.chassis.reconciliation;

import java.time.Instant;
import java.util.UUID;

/**
 * The end of a statement. Everything that was stated is on the topic of the events by now, so that a copy that has read
 * the topic and lacks something lacks it for good.
 *
 * @param parts number of parts before this
 */
record BooksClosed(UUID runId, String book, int parts, long items, Instant openedAt, Instant closedAt) {
    static final String TYPE = "BooksClosed.v1";
}
