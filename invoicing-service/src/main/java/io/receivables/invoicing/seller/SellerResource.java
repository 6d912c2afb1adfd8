package io.receivables.invoicing.seller;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Seller entities: the legal persons in whose name a tenant invoices. */
@Path("/v1/sellers")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sellers", description = "Legal persons in whose name the tenant invoices, with their numbering series")
public class SellerResource {
    private final SellerService service;
    private final SellerRepository repository;
    private final Transactions transactions;
    private final Commands commands;
    private final CurrentCaller caller;

    SellerResource(
            SellerService service,
            SellerRepository repository,
            Transactions transactions,
            Commands commands,
            CurrentCaller caller) {
        this.service = service;
        this.repository = repository;
        this.transactions = transactions;
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create a seller entity and start its numbering series")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SellerResponse.class)))
    public Uni<Response> create(@HeaderParam("Idempotency-Key") String key, @NotNull @Valid SellerRequest request) {
        return commands.once(key, "createSeller", request, tx -> Uni.createFrom()
                .item(() -> request.toSeller(Ids.next(), 1))
                .chain(seller -> service.create(tx, seller))
                .map(seller -> Reply.created(
                        URI.create("/v1/sellers/" + seller.id()), seller.version(), SellerResponse.of(seller))));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(summary = "List seller entities, oldest first")
    public Uni<Page<SellerResponse>> list(@QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 1).map(c -> c.uuid(0));
        return transactions
                .inTenant(caller.get(), tx -> repository.list(tx, after, size))
                .map(rows -> Page.of(rows, size, s -> Cursor.of(s.id())).map(SellerResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(summary = "Read a seller entity")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SellerResponse.class)))
    public Uni<Response> read(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> service.find(tx, id)).map(SellerResource::response);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Change a seller entity",
            description = "Issued invoices keep the seller as it was. A new prefix starts a new series at 1.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SellerResponse.class)))
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid SellerRequest request) {
        return transactions
                .inTenant(caller.get(), tx -> service.change(tx, ifMatch, request.toSeller(id, 0)))
                .map(SellerResource::response);
    }

    private static Response response(Seller seller) {
        return Response.ok(SellerResponse.of(seller))
                .header("ETag", ETags.toHeader(seller.version()))
                .build();
    }
}
