package io.receivables.chassis.probe;

import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A command that takes its time, to overload a service with few senders. */
@Path("/v1/slow-probes")
@Cancellable(false)
public class SlowProbeResource {
    private final Commands commands;

    SlowProbeResource(Commands commands) {
        this.commands = commands;
    }

    @POST
    @RolesAllowed(Roles.FINANCE)
    public Uni<Response> create(@HeaderParam("Idempotency-Key") String key, @NotNull Request request) {
        return commands.once(key, "createSlowProbe", request, tx -> tx.query("select pg_sleep(0.25)::text")
                .chain(() -> tx.execute(
                        "insert into probes (id, tenant_id, name, sequence) values ($1, $2, $3, 1)",
                        Ids.next(),
                        tx.tenant(),
                        request.name()))
                .replaceWith(() -> Reply.ok(Map.of("name", request.name()))));
    }

    record Request(String name) {}
}
