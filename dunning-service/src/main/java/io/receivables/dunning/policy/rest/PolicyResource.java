package io.receivables.dunning.policy.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.policy.PolicyService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The versions of a tenant's dunning policy. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Policies", description = "When and how firmly unpaid invoices are reminded of.")
public class PolicyResource {

    private final CurrentCaller caller;
    private final Commands commands;
    private final Transactions transactions;
    private final PolicyService policies;

    PolicyResource(CurrentCaller caller, Commands commands, Transactions transactions, PolicyService policies) {
        this.caller = caller;
        this.commands = commands;
        this.transactions = transactions;
        this.policies = policies;
    }

    /** Adds the next version. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Add a policy version",
            description = "Applies to invoices issued from its effective date on; running cases keep their version.")
    @APIResponse(
            responseCode = "201",
            description = "The new version.",
            content = @Content(schema = @Schema(implementation = PolicyResponse.class)))
    public Uni<Response> create(
            @Parameter(description = "Key of your own making; the same key never creates a second version.")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @Valid @NotNull CreatePolicyRequest request) {
        return commands.once(key, "createPolicy", request, tx -> policies.create(tx, request::toPolicy)
                .map(policy -> Reply.created(
                        URI.create("/v1/policies/" + policy.version()), policy.version(), PolicyResponse.of(policy))));
    }

    /** Lists all versions, newest first. */
    @GET
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(summary = "List policy versions", description = "Newest first; version 0 is built in.")
    public Uni<Page<PolicyResponse>> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        int below = Cursor.decode(cursor, 1)
                .map(after -> after.read(0, Integer::valueOf))
                .orElse(Integer.MAX_VALUE);
        return transactions.inTenant(caller.get(), tx -> policies.versions(tx)
                .map(versions -> Page.of(
                        versions.newestFirst().stream()
                                .filter(policy -> policy.version() < below)
                                .map(PolicyResponse::of)
                                .toList(),
                        size,
                        policy -> Cursor.of(policy.version()))));
    }

    /** The version in force. */
    @GET
    @Path("/current")
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(summary = "Read the policy in force", description = "What an invoice issued today would get.")
    public Uni<PolicyResponse> current() {
        return transactions.inTenant(caller.get(), tx -> policies.current(tx).map(PolicyResponse::of));
    }

    /** One version. */
    @GET
    @Path("/{version}")
    @RolesAllowed({Roles.ADMIN, Roles.FINANCE})
    @Operation(summary = "Read a policy version")
    public Uni<PolicyResponse> get(@PathParam("version") int version) {
        return transactions.inTenant(
                caller.get(), tx -> policies.versions(tx).map(versions -> versions.newestFirst().stream()
                        .filter(policy -> policy.version() == version)
                        .findFirst()
                        .map(PolicyResponse::of)
                        .orElseThrow(() -> Problem.notFound("The policy version"))));
    }
}
