package io.receivables.invoicing.vatrate;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Commands;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.DateParameter;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.vatrate.VatRateRepository.Position;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** VAT rates by country and date: a change of the law is a row, not a deployment (acceptance F12). */
@Path("/v1/vat-rates")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "VAT rates", description = "Rates accepted on invoices, by country of the seller and issue date")
public class VatRateResource {
    private final VatRateRepository repository;
    private final Transactions transactions;
    private final Commands commands;
    private final CurrentCaller caller;
    private final Audit audit;

    VatRateResource(
            VatRateRepository repository,
            Transactions transactions,
            Commands commands,
            CurrentCaller caller,
            Audit audit) {
        this.repository = repository;
        this.transactions = transactions;
        this.commands = commands;
        this.caller = caller;
        this.audit = audit;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add a VAT rate that is accepted from a date on")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = VatRate.class)))
    public Uni<Response> add(@HeaderParam("Idempotency-Key") String key, @NotNull @Valid VatRateRequest request) {
        return commands.once(key, "addVatRate", request, tx -> add(tx, request));
    }

    private Uni<Reply> add(PgTx tx, VatRateRequest request) {
        if (request.validTo() != null && request.validTo().isBefore(request.validFrom())) {
            throw Problem.invalid(List.of(new FieldError("validTo", "before_start", "lies before validFrom")));
        }
        var rate = new VatRate(
                Ids.next(),
                request.country(),
                request.category(),
                request.rate(),
                request.validFrom(),
                Optional.ofNullable(request.validTo()),
                false);
        return repository
                .insert(tx, rate)
                .invoke(added -> {
                    if (!added) {
                        throw Problem.of(
                                InvoicingProblem.VAT_RATE_EXISTS,
                                "The rate is already in the table for a part of that time.");
                    }
                })
                .chain(() -> audit.append(tx, "vat-rate", rate.vatRateId(), "CREATE", null, null, rate))
                .replaceWith(() -> Reply.created(URI.create("/v1/vat-rates/" + rate.vatRateId()), rate));
    }

    @GET
    @RolesAllowed({
        Roles.FINANCE,
        Roles.SALES,
        Roles.DELIVERY,
        Roles.COLLECTOR,
        Roles.MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(summary = "List VAT rates by country and start date")
    public Uni<Page<VatRate>> list(
            @QueryParam("country") String country,
            @QueryParam("on") LocalDate on,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var day = DateParameter.of("on", on);
        var after = Cursor.decode(cursor, 3).map(c -> new Position(c.text(0), c.read(1, LocalDate::parse), c.uuid(2)));
        return transactions
                .inTenant(caller.get(), tx -> repository.list(tx, Optional.ofNullable(country), day, after, size))
                .map(rows -> Page.of(rows, size, r -> Cursor.of(r.country(), r.validFrom(), r.vatRateId())));
    }
}
