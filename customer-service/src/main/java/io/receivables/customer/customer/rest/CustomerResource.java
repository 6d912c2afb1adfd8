package io.receivables.customer.customer.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.HibernateTransactions;
import io.receivables.customer.customer.CustomerService;
import io.receivables.customer.customer.model.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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

/** The customers of the caller's tenant. */
@Path("/v1/customers")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers", description = "Who owes: companies and persons, how they are reached and on which terms")
public class CustomerResource {
    private static final String EXAMPLE = "company";

    private final CustomerService customers;
    private final Commands commands;
    private final HibernateTransactions sessions;
    private final CurrentCaller caller;

    CustomerResource(
            CustomerService customers, Commands commands, HibernateTransactions sessions, CurrentCaller caller) {
        this.customers = customers;
        this.commands = commands;
        this.sessions = sessions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.SALES, Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "registerCustomer", summary = "Register a customer")
    @APIResponse(
            responseCode = "201",
            description = "Registered; CustomerRegistered follows",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = CustomerExamples.RESPONSE)))
    @APIResponse(responseCode = "409", description = "customer_external_id_taken")
    public Uni<Response> register(
            @Parameter(description = "Your own unique key of this command; repeat it to repeat the command safely")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CustomerRequest.class),
                                            examples =
                                                    @ExampleObject(name = EXAMPLE, value = CustomerExamples.REQUEST)))
                    CustomerRequest request) {
        requireBody(request);
        return commands.once(sessions, key, "registerCustomer", request, tx -> customers
                .register(tx, request.toDraft())
                .map(customer -> Reply.created(
                        URI.create("/v1/customers/" + customer.id()),
                        customer.version(),
                        CustomerResponse.of(customer))));
    }

    @GET
    @RolesAllowed({
        Roles.SALES,
        Roles.FINANCE,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "listCustomers", summary = "Search and list customers, in the order of their registration")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerPage.class),
                            examples = @ExampleObject(name = EXAMPLE, value = CustomerExamples.PAGE)))
    public Uni<Page<CustomerResponse>> list(@BeanParam CustomerListQuery query) {
        var after = Cursor.decode(query.cursor(), 1).map(cursor -> cursor.uuid(0));
        return customers
                .list(caller.get(), query.toFilter(), after, Limit.of(query.limit()))
                .map(page -> page.map(CustomerResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({
        Roles.SALES,
        Roles.FINANCE,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "getCustomer", summary = "Read a customer; its ETag is what a change must name")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = CustomerExamples.RESPONSE)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Uni<Response> get(@PathParam("id") UUID id) {
        return customers.get(caller.get(), id).map(CustomerResource::tagged);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.SALES, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "changeCustomer",
            summary = "Replace a customer's profile",
            description = "A profile equal to the stored one changes nothing and publishes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Changed; CustomerChanged follows when a field differs",
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = CustomerExamples.RESPONSE)))
    @APIResponse(responseCode = "409", description = "customer_external_id_taken")
    @APIResponse(responseCode = "412", description = "version_conflict: somebody changed the customer meanwhile")
    @APIResponse(responseCode = "428", description = "precondition_required: If-Match is missing")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @Parameter(description = "ETag as read", example = "\"1\"") @HeaderParam("If-Match") String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CustomerRequest.class),
                                            examples =
                                                    @ExampleObject(name = EXAMPLE, value = CustomerExamples.REQUEST)))
                    CustomerRequest request) {
        requireBody(request);
        return customers.change(caller.get(), id, ifMatch, request.toDraft()).map(CustomerResource::tagged);
    }

    private static void requireBody(CustomerRequest request) {
        if (request == null) {
            throw Problem.of(CommonProblem.MALFORMED_BODY, "The body is empty; send a customer as JSON.");
        }
    }

    private static Response tagged(Customer customer) {
        return Response.ok(CustomerResponse.of(customer))
                .header("ETag", ETags.toHeader(customer.version()))
                .build();
    }

    /** Shape of a page for the API description, which cannot name a generic type. */
    @Schema(name = "CustomerPage")
    record CustomerPage(List<CustomerResponse> items, Optional<String> nextCursor) {}
}
