package io.receivables.invoicing.creditnote.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.creditnote.CreditNoteService;
import io.receivables.invoicing.creditnote.store.CreditNoteQueries;
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

/** Reads credit notes. */
@Path("/v1/credit-notes")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credit notes")
public class CreditNoteResource {
    private final CreditNoteService service;
    private final CreditNoteQueries queries;
    private final Transactions transactions;
    private final CurrentCaller caller;

    CreditNoteResource(
            CreditNoteService service, CreditNoteQueries queries, Transactions transactions, CurrentCaller caller) {
        this.service = service;
        this.queries = queries;
        this.transactions = transactions;
        this.caller = caller;
    }

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
    @Operation(summary = "List credit notes, newest first")
    public Uni<Page<CreditNoteResponse>> list(
            @QueryParam("invoiceId") UUID invoiceId,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var before = Cursor.decode(cursor, 1).map(c -> c.uuid(0));
        return transactions
                .inTenant(
                        caller.get(),
                        tx -> queries.list(
                                tx, Optional.ofNullable(invoiceId), Optional.ofNullable(customerId), before, size))
                .map(rows -> Page.of(rows, size, note -> Cursor.of(note.id())).map(CreditNoteResponse::of));
    }

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
    @Operation(summary = "Read a credit note")
    public Uni<CreditNoteResponse> read(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> service.find(tx, id)).map(CreditNoteResponse::of);
    }
}
