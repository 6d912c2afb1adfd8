package io.receivables.invoicing.creditnote.rest;

import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.invoicing.creditnote.CreditNoteService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Credits issued invoices. */
@Path("/v1/invoices/{id}/credit-notes")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Credit notes", description = "The only correction of an issued invoice")
public class CreditInvoiceResource {
    private final CreditNoteService service;
    private final Commands commands;

    CreditInvoiceResource(CreditNoteService service, Commands commands) {
        this.service = service;
        this.commands = commands;
    }

    @POST
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            summary = "Credit an invoice in full or in part",
            description = "Never more than is left: 422 credit_exceeds_remaining, 409 invoice_fully_credited.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CreditNoteRequest.class),
                            examples = {
                                @ExampleObject(
                                        name = "all that is left",
                                        value = "{\"reason\": \"Order cancelled\", \"full\": true}"),
                                @ExampleObject(
                                        name = "goods returned",
                                        value =
                                                "{\"reason\": \"Returned\", \"lines\": [{\"lineNumber\": 1, \"quantity\": \"1\"}]}"),
                                @ExampleObject(
                                        name = "price reduced",
                                        value =
                                                "{\"reason\": \"Scratches\", \"lines\": [{\"lineNumber\": 1, \"amount\": \"20.00\"}]}")
                            }))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreditNoteResponse.class)))
    public Uni<Response> credit(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") String key,
            @NotNull @Valid CreditNoteRequest request) {
        return commands.once(key, "creditInvoice:" + id, request, tx -> service.credit(
                        tx, id, request.reason(), request.toCreditRequest())
                .map(note -> Reply.created(URI.create("/v1/credit-notes/" + note.id()), CreditNoteResponse.of(note))));
    }
}
