package io.receivables.chassis.probe;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Commands that take a moment, or as long as a test holds a lock. */
@Path("/v1/slow-probes")
@Cancellable(false)
public class SlowProbeResource {
    /** The lock with which a test holds up everything that passes. */
    static final long LOCK = 4711;

    private static final String PASS = "select pg_advisory_xact_lock_shared(" + LOCK + ")::text";
    private static final String SLEEP = "select pg_sleep(0.02)::text";

    private final Commands commands;
    private final Transactions transactions;
    private final CurrentCaller caller;

    SlowProbeResource(Commands commands, Transactions transactions, CurrentCaller caller) {
        this.commands = commands;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.FINANCE)
    public Uni<Response> create(@HeaderParam("Idempotency-Key") String key, @NotNull Request request) {
        return commands.once(key, "createSlowProbe", request, tx -> tx.query(request.held() ? PASS : SLEEP)
                .chain(() -> tx.execute(
                        "insert into probes (id, tenant_id, name, sequence) values ($1, $2, $3, 1)",
                        Ids.next(),
                        tx.tenant(),
                        "slow"))
                .replaceWith(() -> Reply.ok(Map.of("length", request.name().length()))));
    }

    /** Waits with every file, however small, as long as a test wants. */
    @POST
    @Path("/files")
    @Consumes("text/csv")
    @RolesAllowed(Roles.FINANCE)
    public Uni<Map<String, Integer>> file(String body) {
        return transactions.inTenant(caller.get(), tx -> tx.query(PASS)).map(rows -> Map.of("length", body.length()));
    }

    record Request(String name, boolean held) {}
}
