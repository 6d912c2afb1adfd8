package io.receivables.reporting.counter;

import static io.receivables.chassis.auth.Roles.ADMIN;
import static io.receivables.chassis.auth.Roles.ANALYST;
import static io.receivables.chassis.auth.Roles.COLLECTOR;
import static io.receivables.chassis.auth.Roles.DELIVERY;
import static io.receivables.chassis.auth.Roles.FINANCE;
import static io.receivables.chassis.auth.Roles.MANAGER;
import static io.receivables.chassis.auth.Roles.SALES;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.reporting.freshness.Reports;
import io.receivables.reporting.parameter.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Counters of documents by currency. */
@Path("/v1/reports/counters")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Counters", description = "Issued, paid, overdue, credited, reminded")
public class CounterResource {
    private final CurrentCaller caller;
    private final Reports reports;
    private final CounterQueries queries;

    CounterResource(CurrentCaller caller, Reports reports, CounterQueries queries) {
        this.caller = caller;
        this.reports = reports;
        this.queries = queries;
    }

    @GET
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "Numbers and sums of documents, over all time or a period")
    public Uni<CountersResponse> counters(
            @QueryParam("from") @Parameter(description = "First day of the period", example = "2026-01-01") String from,
            @QueryParam("to") @Parameter(description = "Last day of the period", example = "2026-03-31") String to,
            @QueryParam("currency") @Parameter(example = "EUR") String currency) {
        var first = Parameters.date("from", from);
        var last = Parameters.date("to", to);
        var only = Parameters.currency("currency", currency);
        return reports.answer(caller.get(), (tx, freshness) -> queries.count(tx, first, last, only)
                .map(counters -> new CountersResponse(first, last, counters, freshness)));
    }
}
