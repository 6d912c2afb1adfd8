package io.receivables.reporting.rebuild.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One derivation of a tenant's figures from the topics.
 *
 * @param equal whether the live figures were already what the topics say; absent until compared
 * @param failure why it ended without a result; the live figures were left alone then
 */
public record Rebuild(
        UUID rebuildId,
        State state,
        Phase phase,
        String requestedBy,
        Optional<String> reason,
        Instant requestedAt,
        Optional<Instant> finishedAt,
        Events events,
        Optional<Boolean> equal,
        List<TableComparison> tables,
        Optional<String> failure) {

    /** Whether it is still going on. */
    public enum State {
        REQUESTED,
        RUNNING,
        COMPLETED,
        FAILED
    }

    /** What it is doing. */
    public enum Phase {
        WAITING,
        READING,
        COMPARING,
        DONE
    }

    /**
     * Progress in events.
     *
     * @param total of all tenants on the topics, as far as known
     * @param read of all tenants so far
     * @param applied of this tenant so far
     */
    public record Events(long total, long read, long applied) {}
}
