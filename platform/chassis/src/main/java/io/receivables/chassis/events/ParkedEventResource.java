package io.receivables.chassis.events;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEventRequests.BulkOutcome;
import io.receivables.chassis.events.ParkedEventRequests.BulkRedrive;
import io.receivables.chassis.events.ParkedEventRequests.Decision;
import io.receivables.chassis.events.ParkedEventRequests.Outcome;
import io.receivables.chassis.events.ParkedEventRequests.Skip;
import io.receivables.chassis.events.ParkedEventRequests.Skipped;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Lists, shows, re-drives and discards the events this service could not apply. */
@Path("/v1/parked-events")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(
        name = "Parked events",
        description = "Events that wait for a missing predecessor or for a decision. Records that name no tenant are"
                + " those of the operator's tenant.")
public class ParkedEventResource {
    private static final String STATES = "OPEN|APPLIED|DISCARDED|DUPLICATE|RECEIVED|ALL";
    private static final String LIST = "select " + ParkedEvent.COLUMNS + " from parked_events where "
            + ParkedEventFilter.CONDITION + " and ($6::uuid is null or id > $6) and %s order by id limit $7";

    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Commands commands;
    private final ParkedEvents parked;
    private final ParkedDecisions decisions;
    private final ParkedBulk bulk;

    ParkedEventResource(
            Transactions transactions,
            CurrentCaller caller,
            Commands commands,
            ParkedEvents parked,
            ParkedDecisions decisions,
            ParkedBulk bulk) {
        this.transactions = transactions;
        this.caller = caller;
        this.commands = commands;
        this.parked = parked;
        this.decisions = decisions;
        this.bulk = bulk;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "listParkedEvents",
            summary = "List parked events",
            description = "Oldest first, without their payloads; only open ones unless another state is asked for.")
    public Uni<Page<ParkedEvent>> list(
            @QueryParam("state") @DefaultValue(ParkedEvent.OPEN) @Pattern(regexp = STATES) String state,
            @QueryParam("kind") Kind kind,
            @QueryParam("consumer") @Pattern(regexp = ParkedEventFilter.NAME) String consumer,
            @QueryParam("topic") @Pattern(regexp = ParkedEventFilter.NAME) String topic,
            @QueryParam("aggregateId") UUID aggregateId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0)).orElse(null);
        var filter = new ParkedEventFilter(
                Optional.ofNullable(kind),
                Optional.ofNullable(consumer),
                Optional.ofNullable(topic),
                Optional.ofNullable(aggregateId));
        var sql = LIST.formatted(condition(state));
        return transactions.inTenant(caller.get(), tx -> tx.query(sql, filter.parameters(tx.tenant(), after, size + 1))
                .map(rows -> {
                    var items = new ArrayList<ParkedEvent>();
                    rows.forEach(row -> items.add(ParkedEvent.of(row)));
                    return Page.of(items, size, p -> Cursor.of(p.id()));
                }));
    }

    private static String condition(String state) {
        return switch (state) {
            case ParkedEvent.OPEN -> "resolved_at is null";
            case "ALL" -> "true";
            default -> "resolution = '" + ParkedEvent.Resolution.valueOf(state) + "'";
        };
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "getParkedEvent",
            summary = "Inspect a parked event",
            description = "With headers and payload as they came and the last error.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ParkedEventDetail.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Uni<ParkedEventDetail> get(@PathParam("id") UUID id) {
        return transactions
                .inTenant(caller.get(), tx -> parked.find(tx, id, false))
                .map(row -> row.map(ParkedEventDetail::of).orElseThrow(() -> Problem.notFound("The parked event")));
    }

    @POST
    @Path("/{id}/redrives")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "redriveParkedEvent",
            summary = "Try a parked event again",
            description = "Applies the event and those that follow it without a gap, each in a transaction of its own."
                    + " An event that throws again stays parked with its newest error and is counted as failed.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Outcome.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "parked_event_resolved, parked_event_not_next, consumer_unknown")
    public Uni<Outcome> redrive(@PathParam("id") UUID id, @Valid @NotNull Decision decision) {
        return decisions.redrive(caller.get(), id, decision.reason());
    }

    @POST
    @Path("/redrives")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "redriveParkedEvents",
            summary = "Try many parked events again",
            description =
                    "All open ones that match the filter, up to 1,000 in a call; more says whether to call again.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BulkOutcome.class)))
    public Uni<BulkOutcome> redriveAll(@Valid @NotNull BulkRedrive request) {
        return bulk.redrive(caller.get(), request.filter(), request.reason());
    }

    @POST
    @Path("/{id}/discards")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "discardParkedEvent",
            summary = "Give up a parked event",
            description = "Its aggregate goes on with the next event as soon as this one's turn comes.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Outcome.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "parked_event_resolved")
    public Uni<Outcome> discard(@PathParam("id") UUID id, @Valid @NotNull Decision decision) {
        return decisions.discard(caller.get(), id, decision.reason());
    }

    @POST
    @Path("/skips")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "skipMissingEvents",
            summary = "Give up events that never came",
            description = "The aggregate goes on with toSequence. An event that arrives later below it has no effect.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Skipped.class)))
    @APIResponse(
            responseCode = "409",
            description = "aggregate_not_waiting, sequence_not_ahead, skip_over_parked_event, consumer_unknown")
    public Uni<Response> skip(
            @Parameter(description = "Your own unique key of this command; repeat it to repeat the command safely")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @Valid @NotNull Skip request) {
        var who = caller.get();
        return commands.once(key, "skipMissingEvents", request, tx -> bulk.skip(tx, request)
                        .map(Reply::ok))
                .call(() ->
                        decisions.followUp(who, Optional.of(ParkedBulk.lane(who.tenant(), request)), request.reason()));
    }
}
