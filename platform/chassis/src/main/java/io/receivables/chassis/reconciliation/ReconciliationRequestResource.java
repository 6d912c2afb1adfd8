package io.receivables.chassis.reconciliation;

import io.quarkus.arc.properties.IfBuildProperty;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Has the books of this service stated now, in services that own some. */
@IfBuildProperty(name = "receivables.chassis.reconciliation-owner", stringValue = "true")
@Path("/v1/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Reconciliations", description = "Copies compared with what their owners state.")
public class ReconciliationRequestResource {
    private final Commands commands;
    private final Statements statements;

    ReconciliationRequestResource(Commands commands, Statements statements) {
        this.commands = commands;
        this.statements = statements;
    }

    @POST
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "startReconciliation",
            summary = "State the books of this service now",
            description = "Every service that keeps a copy compares it and reports what it finds under the same id.")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; follow Location",
            content = @Content(schema = @Schema(implementation = Reconciliation.class)))
    @APIResponse(responseCode = "409", description = "conflict: the books are being stated already")
    public Uni<Response> start(
            @Parameter(description = "Your own unique key of this command; repeat it to repeat the command safely")
                    @HeaderParam("Idempotency-Key")
                    String key) {
        return commands.once(key, "startReconciliation", Map.of(), tx -> statements
                .request(tx)
                .map(run -> Reply.accepted(URI.create("/v1/reconciliations/" + run.reconciliationId()), run)));
    }
}
