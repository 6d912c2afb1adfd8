package io.receivables.chassis.tenant;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Tells what time it is for the caller's tenant in this service. */
@Path("/v1/clock")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Clock", description = "The tenant's time as this service knows it.")
public class ClockResource {
    private final Transactions transactions;
    private final CurrentCaller caller;

    ClockResource(Transactions transactions, CurrentCaller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({
        Roles.ADMIN,
        Roles.FINANCE,
        Roles.SALES,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST
    })
    @Operation(summary = "Read the tenant's clock", description = "A sandbox clock stands still until it is moved.")
    public Uni<ClockResponse> read() {
        return transactions.inTenant(caller.get(), tx -> tx.query(
                        "select exists (select 1 from tenant_clocks where tenant_id = $1 and sandbox)", tx.tenant())
                .map(rows ->
                        new ClockResponse(tx.tenant(), rows.iterator().next().getBoolean(0), tx.now())));
    }

    /**
     * The clock of a tenant.
     *
     * @param now instant in UTC
     */
    public record ClockResponse(String tenant, boolean sandbox, Instant now) {}
}
