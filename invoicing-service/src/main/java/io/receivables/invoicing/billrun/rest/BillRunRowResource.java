package io.receivables.invoicing.billrun.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.billrun.BillRunService;
import io.receivables.invoicing.billrun.model.RowStatus;
import io.receivables.invoicing.billrun.store.RunRows;
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

/** Lists what became of the rows of a bill run. */
@Path("/v1/bill-runs/{id}/rows")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Bill runs")
public class BillRunRowResource {
    private final BillRunService service;
    private final RunRows rows;
    private final Transactions transactions;
    private final CurrentCaller caller;

    BillRunRowResource(BillRunService service, RunRows rows, Transactions transactions, CurrentCaller caller) {
        this.service = service;
        this.rows = rows;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listBillRunRows",
            summary = "List the rows of a bill run",
            description = "Those that were decided, in the order of the file.")
    public Uni<Page<BillRunRowResponse>> list(
            @PathParam("id") UUID id,
            @QueryParam("status") RowStatus status,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        int after =
                Cursor.decode(cursor, 1).map(c -> c.read(0, Integer::parseInt)).orElse(0);
        return transactions
                .inTenant(caller.get(), tx -> service.find(tx, id)
                        .chain(run -> rows.list(tx, id, Optional.ofNullable(status), after, size + 1)))
                .map(found -> Page.of(found, size, row -> Cursor.of(row.row())).map(BillRunRowResponse::of));
    }
}
