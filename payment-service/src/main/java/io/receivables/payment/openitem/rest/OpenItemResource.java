package io.receivables.payment.openitem.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.payment.events.OpenItemStatus;
import io.receivables.payment.openitem.store.OpenItemQueries;
import io.receivables.payment.query.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Reads the ledger of what is owed; it changes only by invoices, credit notes and payments. */
@Path("/v1/open-items")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Open items", description = "What is owed on each invoice")
public class OpenItemResource {
    private static final String EXAMPLE =
            """
            {"invoiceId":"01990000-0000-7000-8000-000000000001","invoiceNumber":"HU-2026-000123",
             "paymentReference":"RF18539007547034","customerId":"01990000-0000-7000-8000-0000000000c1","currency":"EUR",
             "issueDate":"2026-03-01","dueDate":"2026-03-31","originalAmount":"1210.00","creditedAmount":"0.00",
             "allocatedAmount":"500.00","openAmount":"710.00","status":"PARTLY_SETTLED","version":2}""";

    private final Transactions transactions;
    private final CurrentCaller caller;
    private final OpenItemQueries queries;

    OpenItemResource(Transactions transactions, CurrentCaller caller, OpenItemQueries queries) {
        this.transactions = transactions;
        this.caller = caller;
        this.queries = queries;
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
    @Operation(operationId = "listOpenItems", summary = "List open items", description = "Ordered by due date.")
    public Uni<Page<OpenItemResponse>> list(
            @QueryParam("customerId") String customerId,
            @Schema(implementation = OpenItemStatus.class) @QueryParam("status") String status,
            @QueryParam("dueTo") String dueTo,
            @QueryParam("currency") String currency,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var filter = new OpenItemQueries.Filter(
                Parameters.uuid("customerId", customerId),
                Parameters.oneOf("status", status, OpenItemStatus.class),
                Parameters.date("dueTo", dueTo),
                Parameters.text("currency", currency));
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 2);
        return transactions
                .inTenant(caller.get(), tx -> queries.list(tx, filter, after, size))
                .map(items -> Page.of(items, size, i -> Cursor.of(i.dueDate(), i.invoiceId()))
                        .map(OpenItemResponse::of));
    }

    @GET
    @Path("/{invoiceId}")
    @RolesAllowed({
        Roles.FINANCE,
        Roles.SALES,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "getOpenItem", summary = "Read what is owed on an invoice")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = OpenItemResponse.class),
                            examples = @ExampleObject(name = "partly settled", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Uni<Response> get(@PathParam("invoiceId") UUID invoiceId) {
        return transactions
                .inTenant(caller.get(), tx -> queries.find(tx, invoiceId))
                .map(found -> found.orElseThrow(() -> Problem.notFound("Open item of invoice " + invoiceId)))
                .map(item -> Response.ok(OpenItemResponse.of(item))
                        .header("ETag", ETags.toHeader(item.version()))
                        .build());
    }
}
