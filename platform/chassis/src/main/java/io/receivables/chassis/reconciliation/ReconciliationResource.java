package io.receivables.chassis.reconciliation;

import io.quarkus.arc.properties.IfBuildProperty;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Reads the runs in which this service takes part, and what they found. */
@IfBuildProperty(name = "receivables.chassis.reconciliation", stringValue = "true")
@Path("/v1/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Reconciliations", description = "Copies compared with what their owners state.")
public class ReconciliationResource {
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Runs runs;
    private final Differences differences;

    ReconciliationResource(Transactions transactions, CurrentCaller caller, Runs runs, Differences differences) {
        this.transactions = transactions;
        this.caller = caller;
        this.runs = runs;
        this.differences = differences;
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "listReconciliations", summary = "List reconciliations", description = "Newest first.")
    public Uni<Page<Reconciliation>> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0));
        return transactions
                .inTenant(caller.get(), tx -> runs.list(tx, after, size + 1))
                .map(items -> Page.of(items, size, run -> Cursor.of(run.reconciliationId())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getReconciliation", summary = "Follow a reconciliation")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Reconciliation.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Uni<Reconciliation> get(@PathParam("id") UUID id) {
        return transactions
                .inTenant(caller.get(), tx -> runs.find(tx, id))
                .map(run -> run.orElseThrow(() -> Problem.notFound("The reconciliation")));
    }

    @GET
    @Path("/{id}/differences")
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listReconciliationDifferences",
            summary = "List what a reconciliation found",
            description = "In the order in which they were found, each with what shows it.")
    public Uni<Page<Difference>> differences(
            @PathParam("id") UUID id, @QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0));
        return transactions
                .inTenant(caller.get(), tx -> runs.find(tx, id)
                        .map(run -> run.orElseThrow(() -> Problem.notFound("The reconciliation")))
                        .chain(run -> differences.list(tx, id, after, size + 1)))
                .map(items -> Page.of(items, size, difference -> Cursor.of(difference.differenceId())));
    }
}
