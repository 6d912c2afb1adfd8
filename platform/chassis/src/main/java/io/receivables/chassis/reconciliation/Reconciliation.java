package io.receivables.chassis.reconciliation;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One run as this service sees it. */
@Schema(description = "One run as this service sees it.")
public record Reconciliation(
        @Schema(description = "The same in every service that takes part.") UUID reconciliationId,
        @Schema(example = "payment.open-items") String book,
        @Schema(description = "STATES: this service owns the book. COMPARES: it keeps a copy.") Role role,
        @Schema(description = "STATING, CLOSING, COMPLETED for the owner; COMPARING, SETTLING, COMPLETED for a copy.")
                State state,
        String requestedBy,
        Instant openedAt,
        @Schema(description = "Parts stated or compared so far.") int parts,
        @Schema(description = "Items stated or compared so far.") long items,
        @Schema(description = "Differences found, healed ones included.") long differences,
        long healed,
        Optional<Instant> completedAt) {

    /** The part this service plays. */
    public enum Role {
        STATES,
        COMPARES
    }

    /** How far it is. */
    public enum State {
        STATING,
        CLOSING,
        COMPARING,
        SETTLING,
        COMPLETED
    }

    static final String COLUMNS =
            """
            tenant_id, run_id, book, role, state, requested_by, opened_at, parts, items, differences, healed,
            completed_at""";

    static Reconciliation of(Row row) {
        return new Reconciliation(
                row.getUUID("run_id"),
                row.getString("book"),
                Role.valueOf(row.getString("role")),
                State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getInteger("parts"),
                row.getLong("items"),
                row.getLong("differences"),
                row.getLong("healed"),
                Optional.ofNullable(row.getOffsetDateTime("completed_at")).map(OffsetDateTime::toInstant));
    }
}
