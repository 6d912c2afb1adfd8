package io.receivables.reporting.rebuild.rest;

import static io.receivables.chassis.auth.Roles.ADMIN;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.ReportingProblem;
import io.receivables.reporting.freshness.Reports;
import io.receivables.reporting.parameter.Parameters;
import io.receivables.reporting.rebuild.RebuildService;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Rebuilds of the caller's tenant. */
@Path("/v1/rebuilds")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rebuilds", description = "Derive all figures again from the topics and compare")
public class RebuildResource {
    private final CurrentCaller caller;
    private final Commands commands;
    private final Reports reports;
    private final RebuildStore store;
    private final RebuildService service;
    private final Audit audit;

    RebuildResource(
            CurrentCaller caller,
            Commands commands,
            Reports reports,
            RebuildStore store,
            RebuildService service,
            Audit audit) {
        this.caller = caller;
        this.commands = commands;
        this.reports = reports;
        this.store = store;
        this.service = service;
        this.audit = audit;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(ADMIN)
    @Operation(summary = "Derive the tenant's figures again, compare them with the live ones, replace what differs")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; follow Location",
            content = @Content(schema = @Schema(implementation = RebuildResponse.class)))
    @APIResponse(responseCode = "409", description = "rebuild_running")
    public Uni<Response> request(@HeaderParam("Idempotency-Key") String key, @NotNull @Valid RebuildRequest request) {
        return commands.once(key, "requestRebuild", request, tx -> requested(tx, request))
                .invoke(service::wake);
    }

    @GET
    @RolesAllowed(ADMIN)
    @Operation(summary = "Rebuilds, newest first")
    public Uni<Page<RebuildResponse>> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(position -> position.uuid(0));
        return reports.answer(caller.get(), (tx, freshness) -> store.list(tx, after, size + 1)
                .map(rebuilds -> Page.of(rebuilds, size, rebuild -> Cursor.of(rebuild.rebuildId()))
                        .map(RebuildResponse::of)));
    }

    @GET
    @Path("/{rebuildId}")
    @RolesAllowed(ADMIN)
    @Operation(summary = "One rebuild: progress, and the comparison of every table once it has ended")
    public Uni<RebuildAnswer> get(@PathParam("rebuildId") String rebuildId) {
        var id = Parameters.uuid("rebuildId", rebuildId).orElseThrow();
        return reports.answer(caller.get(), (tx, freshness) -> store.find(tx, id)
                .map(found -> new RebuildAnswer(RebuildResponse.of(existing(found, id)), freshness)));
    }

    private Uni<Reply> requested(PgTx tx, RebuildRequest request) {
        var id = Ids.next();
        return store.request(tx, id, tx.cause().actor(), Optional.of(request.reason()))
                .map(created -> created.orElseThrow(() ->
                        Problem.of(ReportingProblem.REBUILD_RUNNING, "Wait until the running rebuild has ended.")))
                .call(rebuild ->
                        audit.append(tx, "rebuild", id, "REQUEST", request.reason(), null, RebuildResponse.of(rebuild)))
                .map(rebuild -> Reply.accepted(URI.create("/v1/rebuilds/" + id), RebuildResponse.of(rebuild)));
    }

    private static Rebuild existing(Optional<Rebuild> found, UUID id) {
        return found.orElseThrow(
                () -> Problem.of(ReportingProblem.REBUILD_NOT_FOUND, "Rebuild " + id + " does not exist."));
    }
}
