package io.receivables.invoicing.invoice.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.CommandGroup;
import io.receivables.chassis.idempotency.CommandGroups;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.invoice.InvoiceService;
import io.receivables.invoicing.invoice.store.ExternalIdRace;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Drafting, issuing and reading invoices. */
@Path("/v1/invoices")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices", description = "From draft to legal document and on to payment")
public class InvoiceResource {
    private static final int RACES = 3;

    private final InvoiceService service;
    private final CommandGroup<InvoiceRequest> issuing;
    private final Transactions transactions;
    private final Commands commands;
    private final CurrentCaller caller;

    InvoiceResource(
            InvoiceService service,
            IssueInvoices issuing,
            CommandGroups groups,
            Transactions transactions,
            Commands commands,
            CurrentCaller caller) {
        this.service = service;
        this.issuing = groups.of("createAndIssueInvoice", issuing);
        this.transactions = transactions;
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            summary = "Draft an invoice, or issue it at once",
            description = "An external id that exists with the same content gives the existing invoice (200);"
                    + " with other content 409 external_id_conflict.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = InvoiceRequest.class),
                            examples = {
                                @ExampleObject(name = "hours with a discount", value = InvoiceExamples.REQUEST),
                                @ExampleObject(name = "reverse charge", value = InvoiceExamples.REVERSE_CHARGE)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Drafted or issued",
            content = @Content(schema = @Schema(implementation = InvoiceResponse.class)))
    @APIResponse(
            responseCode = "200",
            description = "The external id is known with this content",
            content = @Content(schema = @Schema(implementation = InvoiceResponse.class)))
    public Uni<Response> create(
            @HeaderParam("Idempotency-Key")
                    @Parameter(required = true, description = "Unique per request, your own making.")
                    String key,
            @QueryParam("issue") @DefaultValue("false") @Parameter(description = "Issue in the same call.")
                    boolean issue,
            @NotNull @Valid InvoiceRequest request) {
        return Uni.createFrom()
                .deferred(() -> issue
                        ? issuing.once(key, request, request)
                        : commands.once(key, "createInvoice", request, tx -> draft(tx, request)))
                .onFailure(ExternalIdRace::lost)
                .retry()
                .atMost(RACES);
    }

    private Uni<Reply> draft(PgTx tx, InvoiceRequest request) {
        return service.create(tx, request.toDraft(), false).map(IssueInvoices::reply);
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
    @Operation(summary = "Read an invoice with the explanation of every line")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceResponse.class)))
    public Uni<Response> read(@PathParam("id") UUID id) {
        return service.read(caller.get().tenant(), id).map(invoice -> Response.ok(InvoiceResponse.of(invoice))
                .header("ETag", ETags.toHeader(invoice.version()))
                .build());
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(summary = "Replace a draft", description = "An issued invoice answers 409 invoice_immutable.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = InvoiceRequest.class),
                            examples = @ExampleObject(name = "hours with a discount", value = InvoiceExamples.REQUEST)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceResponse.class)))
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid InvoiceRequest request) {
        return transactions
                .inTenant(caller.get(), tx -> service.change(tx, id, ifMatch, request.toDraft()))
                .onFailure(ExternalIdRace::lost)
                .transform(taken -> Problem.of(
                                InvoicingProblem.EXTERNAL_ID_CONFLICT, "The external id belongs to another invoice.")
                        .at("externalId", "taken", "belongs to another invoice"))
                .map(invoice -> Response.ok(InvoiceResponse.of(invoice))
                        .header("ETag", ETags.toHeader(invoice.version()))
                        .build());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(summary = "Discard a draft", description = "An issued invoice answers 409 invoice_immutable.")
    @APIResponse(responseCode = "204", description = "Discarded")
    public Uni<Response> discard(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return transactions
                .inTenant(caller.get(), tx -> service.discard(tx, id, ifMatch))
                .map(done -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/issues")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(summary = "Issue a draft: it gets its legal number and can no longer change")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceResponse.class)))
    public Uni<Response> issue(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key) {
        return commands.once(key, "issueInvoice:" + id, "", tx -> service.issue(tx, id)
                .map(invoice -> Reply.ok(invoice.version(), InvoiceResponse.of(invoice))));
    }
}
