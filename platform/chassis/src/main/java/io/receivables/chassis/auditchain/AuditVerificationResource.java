package io.receivables.chassis.auditchain;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Verifies the audit trail of the caller's tenant in this service. */
@Path("/v1/audit-verifications")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Audit", description = "Who changed what, when and why.")
public class AuditVerificationResource {
    private final AuditVerifier verifier;
    private final CurrentCaller caller;

    AuditVerificationResource(AuditVerifier verifier, CurrentCaller caller) {
        this.verifier = verifier;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Operation(
            summary = "Verify the audit trail",
            description =
                    "Computes the hash chain again from the entries and compares it with the seals and with the heads "
                            + "published on Kafka. Reads the whole trail of the tenant. 409 while a verification runs, "
                            + "503 when the published heads cannot be read.")
    @APIResponseSchema(AuditVerification.class)
    @APIResponse(responseCode = "409", description = "conflict: a verification runs already")
    public Uni<AuditVerification> verify() {
        return verifier.verify(caller.get().tenant());
    }
}
