package io.receivables.customer.tenant;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.ETags;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The caller's own tenant. */
@Path("/v1/tenant")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant", description = "The caller's tenant and, for a sandbox, its clock")
public class TenantResource {
    private static final String EXAMPLE = "sandbox";

    private final TenantService tenants;
    private final CurrentCaller caller;

    TenantResource(TenantService tenants, CurrentCaller caller) {
        this.tenants = tenants;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(operationId = "getTenant", summary = "Read the caller's tenant")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = TenantResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = TenantResponse.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "not_found: never registered, so a production tenant")
    public Uni<Response> get() {
        return tenants.get(caller.get()).map(tenant -> tagged(Response.ok(), tenant));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "putTenant",
            summary = "Register or rename the caller's tenant",
            description = "The same settings again change nothing. A new name needs If-Match.")
    @APIResponse(
            responseCode = "201",
            description = "Registered; TenantRegistered follows",
            content =
                    @Content(
                            schema = @Schema(implementation = TenantResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = TenantResponse.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "Registered before",
            content = @Content(schema = @Schema(implementation = TenantResponse.class)))
    @APIResponse(responseCode = "409", description = "tenant_sandbox_immutable")
    public Uni<Response> put(
            @Parameter(description = "ETag as read; needed for a new name", example = "\"1\"") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = TenantRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = EXAMPLE,
                                                            value =
                                                                    "{\"name\":\"Demo Trading\",\"sandbox\":true,\"initialClock\":\"2025-01-01T08:00:00Z\"}")))
                    TenantRequest request) {
        requireBody(request);
        return tenants.put(caller.get(), request.toSettings(), ifMatch)
                .map(put -> tagged(Response.status(put.isNew() ? 201 : 200), put.tenant()));
    }

    @POST
    @Path("/clock-advances")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "advanceClock",
            summary = "Move the clock of a sandbox tenant forward",
            description =
                    "Every service follows by the TenantClockMoved event. Moving to where the clock stands already"
                            + " changes nothing, so the call can be repeated.")
    @APIResponse(
            responseCode = "200",
            description = "Moved; TenantClockMoved follows",
            content =
                    @Content(
                            schema = @Schema(implementation = TenantResponse.class),
                            examples = @ExampleObject(name = EXAMPLE, value = TenantResponse.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "tenant_not_sandbox, clock_not_forward")
    public Uni<Response> advanceClock(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ClockAdvanceRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = EXAMPLE,
                                                            value = "{\"to\":\"2025-02-01T08:00:00Z\"}")))
                    ClockAdvanceRequest request) {
        requireBody(request);
        return tenants.advanceClock(caller.get(), request.toInstant()).map(tenant -> tagged(Response.ok(), tenant));
    }

    private static void requireBody(Object request) {
        if (request == null) {
            throw Problem.of(CommonProblem.MALFORMED_BODY, "The body is empty; send JSON.");
        }
    }

    private static Response tagged(Response.ResponseBuilder response, Tenant tenant) {
        return response.entity(TenantResponse.of(tenant))
                .header("ETag", ETags.toHeader(tenant.version()))
                .build();
    }
}
