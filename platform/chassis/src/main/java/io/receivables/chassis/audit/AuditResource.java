package io.receivables.chassis.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Reads the audit trail of this service. */
@Path("/v1/audit-entries")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Audit", description = "Who changed what, when and why.")
public class AuditResource {
    private static final String LIST =
            """
            select id, entity, entity_id, action, actor, reason, before::text as before, after::text as after,
                   occurred_at, recorded_at, correlation_id
              from audit_entries
             where tenant_id = $1 and entity = $2 and entity_id = $3 and ($4::uuid is null or id > $4)
             order by id limit $5""";

    private final Transactions transactions;
    private final CurrentCaller caller;

    AuditResource(Transactions transactions, CurrentCaller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE, Roles.MANAGER})
    @Operation(summary = "Read the audit trail of one thing", description = "Oldest first.")
    public Uni<Page<AuditEntry>> list(
            @jakarta.validation.constraints.NotNull @QueryParam("entity") String entity,
            @jakarta.validation.constraints.NotNull @QueryParam("id") UUID id,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0)).orElse(null);
        return transactions.inTenant(caller.get(), tx -> tx.query(LIST, tx.tenant(), entity, id, after, size + 1)
                .map(rows -> {
                    var items = new ArrayList<AuditEntry>();
                    rows.forEach(row -> items.add(AuditEntry.of(row)));
                    return Page.of(items, size, e -> Cursor.of(e.id()));
                }));
    }

    /**
     * One change.
     *
     * @param occurredAt by the tenant's clock, UTC
     * @param recordedAt by the machine's clock, UTC
     */
    public record AuditEntry(
            UUID id,
            String entity,
            UUID entityId,
            String action,
            String actor,
            Optional<String> reason,
            @Schema(implementation = Object.class) Optional<JsonNode> before,
            @Schema(implementation = Object.class) Optional<JsonNode> after,
            Instant occurredAt,
            Instant recordedAt,
            String correlationId) {
        static AuditEntry of(Row row) {
            return new AuditEntry(
                    row.getUUID("id"),
                    row.getString("entity"),
                    row.getUUID("entity_id"),
                    row.getString("action"),
                    row.getString("actor"),
                    Optional.ofNullable(row.getString("reason")),
                    Optional.ofNullable(row.getString("before")).map(Json::tree),
                    Optional.ofNullable(row.getString("after")).map(Json::tree),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getString("correlation_id"));
        }
    }
}
