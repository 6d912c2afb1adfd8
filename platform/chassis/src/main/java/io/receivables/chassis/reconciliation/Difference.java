package io.receivables.chassis.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.chassis.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An item that is not what its owner says, with what shows it. */
@Schema(description = "An item that is not what its owner says, with what shows it.")
public record Difference(
        UUID differenceId,
        UUID runId,
        @Schema(description = "What was compared.", example = "payment.open-items") String book,
        @Schema(description = "Table of the copy, or the rule among the owner's own rows.", example = "open_items")
                String copy,
        @Schema(description = "For these books the invoice; for a rule about payments the payment.") UUID itemId,
        @Schema(
                        description =
                                "WRONG_CONTENT: same version, other content. MISSING, OUTDATED: the copy lost what it had"
                                        + " applied. BEHIND: the event never came. PARKED: the event is parked. UNKNOWN_VERSION, EXTRA:"
                                        + " no event says so. OWNER_BEHIND: the owner states less than it published. OWN_SUM: the"
                                        + " owner's own rows do not add up.")
                Verdict.Kind kind,
        @Schema(
                        description =
                                "OPEN: somebody has to look. HEALING: being set right. HEALED: set right. GONE: open once,"
                                        + " and no longer found by a later run.")
                State state,
        @Schema(description = "0 when the owner has no such item.") long statedVersion,
        @Schema(description = "0 when the copy has no such item.") long heldVersion,
        @Schema(description = "Names of the fields that are different at the same version.") List<String> fields,
        @Schema(description = "The item as its owner states it.") Optional<JsonNode> stated,
        @Schema(description = "The compared fields as the copy had them.") Optional<JsonNode> held,
        @Schema(description = "Sequence of the last event that the copy had applied to the item.") long position,
        @Schema(description = "Events of the item that are parked here, see /v1/parked-events.")
                List<UUID> parkedEvents,
        @Schema(description = "How it was healed, or why not.") Optional<String> why,
        Instant foundAt) {

    /** What has become of a difference. */
    public enum State {
        OPEN,
        HEALING,
        HEALED,
        GONE
    }

    static final String TYPE = "ReconciliationDifferenceFound.v1";
    static final String COLUMNS =
            """
            difference_id, run_id, book, copy, item_id, kind, state, stated_version, held_version, fields, stated, held,
            position, parked_events, why, found_at""";

    static Difference of(Row row) {
        return new Difference(
                row.getUUID("difference_id"),
                row.getUUID("run_id"),
                row.getString("book"),
                row.getString("copy"),
                row.getUUID("item_id"),
                Verdict.Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                row.getLong("stated_version"),
                row.getLong("held_version"),
                List.of(row.getArrayOfStrings("fields")),
                json(row.getJsonObject("stated")),
                json(row.getJsonObject("held")),
                row.getLong("position"),
                List.of(row.getArrayOfUUIDs("parked_events")),
                Optional.ofNullable(row.getString("why")),
                row.getOffsetDateTime("found_at").toInstant());
    }

    private static Optional<JsonNode> json(JsonObject object) {
        return Optional.ofNullable(object).map(JsonObject::encode).map(Json::tree);
    }
}
