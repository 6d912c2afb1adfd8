package io.receivables.chassis.events;

import io.quarkus.arc.All;
import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Lists, re-drives and discards the events this service could not apply. */
@Path("/v1/parked-events")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Parked events", description = "Events that wait for a missing predecessor or for a decision.")
public class ParkedEventResource {
    private static final String LIST =
            """
            select * from parked_events
             where tenant_id = $1 and ($2::uuid is null or id > $2) and (resolved_at is null or $3) order by id limit $4""";
    private static final String FIND = "select * from parked_events where tenant_id = $1 and id = $2 for update";

    private final Transactions transactions;
    private final CurrentCaller caller;
    private final ParkedEvents parked;
    private final Audit audit;
    private final List<EventHandler> handlers;

    ParkedEventResource(
            Transactions transactions,
            CurrentCaller caller,
            ParkedEvents parked,
            Audit audit,
            @All List<EventHandler> handlers) {
        this.transactions = transactions;
        this.caller = caller;
        this.parked = parked;
        this.audit = audit;
        this.handlers = handlers;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "List parked events", description = "Oldest first; resolved ones only when asked for.")
    public Uni<Page<ParkedEvent>> list(
            @QueryParam("resolved") @DefaultValue("false") boolean resolved,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0)).orElse(null);
        return transactions.inTenant(caller.get(), tx -> tx.query(LIST, tx.tenant(), after, resolved, size + 1)
                .map(rows -> {
                    var items = new ArrayList<ParkedEvent>();
                    rows.forEach(row -> items.add(ParkedEvent.of(row)));
                    return Page.of(items, size, p -> Cursor.of(p.id()));
                }));
    }

    @POST
    @Path("/{id}/redrives")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Apply a parked event again",
            description =
                    "Applies the event and those that follow it without a gap. 409 while a predecessor is missing.")
    public Uni<ParkedEvent> redrive(@PathParam("id") UUID id, @Valid @NotNull Resolution resolution) {
        return resolve(id, resolution, "REDRIVE", (tx, row) -> {
            var handler = handler(row);
            return requireNext(tx, row)
                    .chain(sequence -> parked.applyFollowers(
                            tx,
                            handler,
                            row.getString("topic"),
                            row.getUUID("aggregate_id"),
                            tx.cause().actor(),
                            resolution.reason()));
        });
    }

    @POST
    @Path("/{id}/discards")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Give up a parked event",
            description = "The aggregate continues with the next event. Audited with the reason.")
    public Uni<ParkedEvent> discard(@PathParam("id") UUID id, @Valid @NotNull Resolution resolution) {
        return resolve(id, resolution, "DISCARD", (tx, row) -> {
            var actor = tx.cause().actor();
            var discarded = parked.resolve(tx, id, "DISCARDED", actor, resolution.reason());
            if (row.getUUID("aggregate_id") == null) {
                return discarded;
            }
            var handler = handler(row);
            var topic = row.getString("topic");
            var aggregate = row.getUUID("aggregate_id");
            return requireNext(tx, row)
                    .chain(sequence -> parked.savePosition(tx, handler.consumer(), topic, aggregate, sequence, true))
                    .chain(() -> discarded)
                    .chain(() -> parked.applyFollowers(tx, handler, topic, aggregate, actor, resolution.reason()));
        });
    }

    private Uni<ParkedEvent> resolve(UUID id, Resolution resolution, String action, Step step) {
        return transactions.inTenant(caller.get(), tx -> find(tx, id).chain(row -> step.run(tx, row)
                .chain(() -> find(tx, id))
                .map(ParkedEvent::of)
                .call(after -> audit.append(
                        tx, "parked-event", id, action, resolution.reason(), ParkedEvent.of(row), after))));
    }

    private static Uni<Row> find(PgTx tx, UUID id) {
        return tx.query(FIND, tx.tenant(), id).map(rows -> {
            if (!rows.iterator().hasNext()) {
                throw Problem.notFound("The parked event");
            }
            return rows.iterator().next();
        });
    }

    private Uni<Long> requireNext(PgTx tx, Row row) {
        if (row.getOffsetDateTime("resolved_at") != null) {
            throw Problem.of(CommonProblem.CONFLICT, "The event is resolved already.");
        }
        if (row.getUUID("aggregate_id") == null) {
            throw Problem.of(CommonProblem.CONFLICT, "The event has no readable envelope; it can only be discarded.");
        }
        return parked.position(tx, row.getString("consumer"), row.getString("topic"), row.getUUID("aggregate_id"))
                .map(position -> {
                    if (row.getLong("sequence") != position + 1) {
                        throw Problem.of(
                                CommonProblem.CONFLICT,
                                "The aggregate is at sequence " + position + "; an earlier event comes first.");
                    }
                    return position + 1;
                });
    }

    private EventHandler handler(Row row) {
        var consumer = row.getString("consumer");
        return handlers.stream()
                .filter(h -> h.consumer().equals(consumer))
                .findFirst()
                .orElseThrow(() ->
                        Problem.of(CommonProblem.CONFLICT, "This service has no consumer " + consumer + " any more."));
    }

    private interface Step {
        Uni<Void> run(PgTx tx, Row row);
    }

    /** Why a person decides on a parked event; kept in the audit trail. */
    public record Resolution(@NotBlank @Size(max = 500) String reason) {}

    /**
     * An event that waits.
     *
     * @param payload as text; bytes that are not UTF-8 are replaced
     */
    public record ParkedEvent(
            UUID id,
            String consumer,
            String topic,
            int partition,
            long offset,
            Optional<UUID> eventId,
            Optional<String> type,
            Optional<UUID> aggregateId,
            Optional<Long> sequence,
            Map<String, Object> headers,
            Optional<String> payload,
            String reason,
            String detail,
            Instant parkedAt,
            Optional<String> resolution,
            Optional<String> resolvedBy) {
        static ParkedEvent of(Row row) {
            var payload = Optional.ofNullable(row.getBuffer("payload"));
            Function<String, Optional<String>> text = column -> Optional.ofNullable(row.getString(column));
            return new ParkedEvent(
                    row.getUUID("id"),
                    row.getString("consumer"),
                    row.getString("topic"),
                    row.getInteger("kafka_partition"),
                    row.getLong("kafka_offset"),
                    Optional.ofNullable(row.getUUID("event_id")),
                    text.apply("type"),
                    Optional.ofNullable(row.getUUID("aggregate_id")),
                    Optional.ofNullable(row.getLong("sequence")),
                    row.getJsonObject("headers").getMap(),
                    payload.map(b -> new String(b.getBytes(), StandardCharsets.UTF_8)),
                    row.getString("reason"),
                    row.getString("detail"),
                    row.getOffsetDateTime("parked_at").toInstant(),
                    text.apply("resolution"),
                    text.apply("resolved_by"));
        }
    }
}
