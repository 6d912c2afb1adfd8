package io.receivables.chassis.probe;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A smallest possible aggregate, to prove the mechanics without any business. */
@Path("/v1/probes")
@Cancellable(false)
public class ProbeResource {
    static final String TOPIC = "receivables.customer.customers";

    private final Commands commands;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Outbox outbox;

    ProbeResource(Commands commands, Transactions transactions, CurrentCaller caller, Outbox outbox) {
        this.commands = commands;
        this.transactions = transactions;
        this.caller = caller;
        this.outbox = outbox;
    }

    @POST
    @RolesAllowed(Roles.FINANCE)
    public Uni<Response> create(@HeaderParam("Idempotency-Key") String key, @Valid @NotNull Request request) {
        return commands.once(key, "createProbe", request, tx -> {
            var id = Ids.next();
            return tx.execute(
                            "insert into probes (id, tenant_id, name, sequence) values ($1, $2, $3, 1)",
                            id,
                            tx.tenant(),
                            request.name())
                    .chain(() ->
                            outbox.append(tx, TOPIC, new OutboxEvent("Probe.v1", id, 1, new Probe(id, request.name()))))
                    .invoke(() -> {
                        if (request.name().startsWith("refuse")) {
                            throw Problem.of(CommonProblem.CONFLICT, "refused " + id);
                        }
                        if (request.name().startsWith("fail")) {
                            throw new IllegalStateException("a secret of the machine");
                        }
                    })
                    .replaceWith(() -> Reply.created(URI.create("/v1/probes/" + id), 1, new Probe(id, request.name())));
        });
    }

    @POST
    @Path("/{id}/renamings")
    @RolesAllowed(Roles.FINANCE)
    public Uni<Response> rename(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key, @Valid @NotNull Request request) {
        return commands.once(key, "rename:" + id, request, tx -> tx.query(
                        "update probes set name = $3, sequence = sequence + 1 where tenant_id = $1 and id = $2 returning sequence",
                        tx.tenant(),
                        id,
                        request.name())
                .chain(rows -> {
                    long sequence = rows.iterator().next().getLong(0);
                    return outbox.append(
                                    tx,
                                    TOPIC,
                                    List.of(new OutboxEvent("Probe.v1", id, sequence, new Probe(id, request.name()))))
                            .replaceWith(() -> Reply.ok(sequence, new Probe(id, request.name())));
                }));
    }

    /** Forgets the code's own tenant filter on purpose: only the database's policy is left. */
    @GET
    @RolesAllowed(Roles.FINANCE)
    public Uni<List<String>> unfiltered() {
        return transactions.inTenant(caller.get(), tx -> tx.query("select name from probes order by id")
                .map(rows -> {
                    var names = new java.util.ArrayList<String>();
                    rows.forEach(row -> names.add(row.getString(0)));
                    return names;
                }));
    }

    record Request(@NotBlank String name, Money amount) {}

    record Probe(UUID id, String name) {}
}
