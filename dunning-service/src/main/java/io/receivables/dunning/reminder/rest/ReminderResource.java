package io.receivables.dunning.reminder.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.receivables.dunning.reminder.store.ReminderQueries;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Every message to a debtor, whatever became of it. Personal data: not for every role. */
@Path("/v1/reminders")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@Tag(name = "Reminders", description = "What debtors were told, when, and whether it reached them.")
public class ReminderResource {

    private final CurrentCaller caller;
    private final Transactions transactions;
    private final ReminderQueries reminders;
    private final DunningConfig config;

    ReminderResource(CurrentCaller caller, Transactions transactions, ReminderQueries reminders, DunningConfig config) {
        this.caller = caller;
        this.transactions = transactions;
        this.reminders = reminders;
        this.config = config;
    }

    /** Lists reminders without their texts. */
    @GET
    @RolesAllowed({Roles.FINANCE, Roles.COLLECTOR, Roles.MANAGER, Roles.ADMIN})
    @Operation(summary = "List reminders", description = "In the order of their making; all filters may be combined.")
    public Uni<Page<ReminderResponse>> list(
            @QueryParam("invoiceId") UUID invoiceId,
            @QueryParam("customerId") UUID customerId,
            @QueryParam("level") Integer level,
            @QueryParam("state") ReminderState state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Limit.of(limit);
        Optional<UUID> after = Cursor.decode(cursor, 1).map(position -> position.uuid(0));
        ReminderQueries.Filter filter = new ReminderQueries.Filter(
                Optional.ofNullable(invoiceId),
                Optional.ofNullable(customerId),
                Optional.ofNullable(level),
                Optional.ofNullable(state));
        return transactions.inTenant(
                caller.get(), tx -> reminders.list(tx, filter, after, size + 1).map(found -> Page.of(
                                found, size, last -> Cursor.of(last.id()))
                        .map(reminder -> response(reminder).withoutBody())));
    }

    /** One reminder with its full text. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.FINANCE, Roles.COLLECTOR, Roles.MANAGER, Roles.ADMIN})
    @Operation(summary = "Read a reminder with its full text")
    public Uni<ReminderResponse> get(@PathParam("id") UUID id) {
        return transactions.inTenant(caller.get(), tx -> reminders.find(tx, id).map(found -> found.map(this::response)
                .orElseThrow(() -> Problem.notFound("The reminder"))));
    }

    private ReminderResponse response(Reminder reminder) {
        return ReminderResponse.of(reminder, reminder.messageId(config.messageIdDomain()));
    }
}
