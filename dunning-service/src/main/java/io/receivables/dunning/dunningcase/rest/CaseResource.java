package io.receivables.dunning.dunningcase.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.dunningcase.model.CaseState;
import io.receivables.dunning.dunningcase.store.CaseQueries;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The dunning cases of a tenant, one per invoice. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Cases", description = "How far each invoice was dunned and what happens next.")
public class CaseResource {

    private final CurrentCaller caller;
    private final Transactions transactions;
    private final CaseQueries cases;

    CaseResource(CurrentCaller caller, Transactions transactions, CaseQueries cases) {
        this.caller = caller;
        this.transactions = transactions;
        this.cases = cases;
    }

    /** Lists cases. */
    @GET
    @RolesAllowed({
        Roles.FINANCE,
        Roles.SALES,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(summary = "List cases", description = "In the order of opening; all filters may be combined.")
    public Uni<Page<CaseResponse>> list(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("invoiceId") UUID invoiceId,
            @QueryParam("state") CaseState state,
            @QueryParam("level") Integer level,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        Optional<UUID> after = Cursor.decode(cursor, 1).map(position -> position.uuid(0));
        CaseQueries.Filter filter = new CaseQueries.Filter(
                Optional.ofNullable(customerId),
                Optional.ofNullable(invoiceId),
                Optional.ofNullable(state),
                Optional.ofNullable(level));
        return transactions.inTenant(
                caller.get(), tx -> cases.list(tx, filter, after, size + 1).map(found -> Page.of(
                                found, size, last -> Cursor.of(last.dunned().id()))
                        .map(CaseResponse::of)));
    }

    /** One case. */
    @GET
    @Path("/{id}")
    @RolesAllowed({
        Roles.FINANCE,
        Roles.SALES,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(summary = "Read a case")
    public Uni<CaseResponse> get(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> cases.find(tx, id)
                .map(found -> found.map(CaseResponse::of).orElseThrow(() -> Problem.notFound("The case"))));
    }
}
