package io.receivables.reporting.rebuild.rest;

import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.model.TableComparison;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rebuild and how far it is.
 *
 * @param equal whether the live figures were already what the topics say; where not, they have been replaced
 */
@Schema(name = "Rebuild")
public record RebuildResponse(
        UUID rebuildId,
        Rebuild.State state,
        Rebuild.Phase phase,
        String requestedBy,
        Optional<String> reason,
        Instant requestedAt,
        Optional<Instant> finishedAt,
        Rebuild.Events events,
        Optional<Boolean> equal,
        List<TableComparison> tables,
        Optional<String> failure) {

    static RebuildResponse of(Rebuild rebuild) {
        return new RebuildResponse(
                rebuild.rebuildId(),
                rebuild.state(),
                rebuild.phase(),
                rebuild.requestedBy(),
                rebuild.reason(),
                rebuild.requestedAt(),
                rebuild.finishedAt(),
                rebuild.events(),
                rebuild.equal(),
                rebuild.tables(),
                rebuild.failure());
    }
}
