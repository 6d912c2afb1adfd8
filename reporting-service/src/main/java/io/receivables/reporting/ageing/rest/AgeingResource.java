package io.receivables.reporting.ageing.rest;

import static io.receivables.chassis.auth.Roles.ADMIN;
import static io.receivables.chassis.auth.Roles.ANALYST;
import static io.receivables.chassis.auth.Roles.COLLECTOR;
import static io.receivables.chassis.auth.Roles.DELIVERY;
import static io.receivables.chassis.auth.Roles.FINANCE;
import static io.receivables.chassis.auth.Roles.MANAGER;
import static io.receivables.chassis.auth.Roles.SALES;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.ageing.AgeingService;
import io.receivables.reporting.ageing.model.AgeingQuestion;
import io.receivables.reporting.ageing.store.AgeingQueries;
import io.receivables.reporting.freshness.Freshness;
import io.receivables.reporting.freshness.Reports;
import io.receivables.reporting.parameter.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The ageing report, as JSON by pages or as one CSV file. */
@Path("/v1/reports/ageing")
@Cancellable(false)
@Tag(name = "Ageing", description = "Who owes what since when")
public class AgeingResource {
    private static final String CSV = "text/csv";

    private final CurrentCaller caller;
    private final Reports reports;
    private final AgeingQueries queries;
    private final AgeingService service;

    AgeingResource(CurrentCaller caller, Reports reports, AgeingQueries queries, AgeingService service) {
        this.caller = caller;
        this.reports = reports;
        this.queries = queries;
        this.service = service;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "Ageing in total and per customer, as of any date")
    public Uni<AgeingResponse> ageing(
            @BeanParam AgeingParameters parameters,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        var after = Cursor.decode(cursor, 2);
        after.ifPresent(position -> position.uuid(0));
        int size = Limit.of(limit);
        parameters.check();
        return answer(parameters, (tx, freshness) -> {
            var question = parameters.question(tx.now());
            return queries.totals(tx, question).chain(totals -> queries.accounts(tx, question, after, size + 1)
                    .map(accounts -> new AgeingResponse(
                            question.asOf(),
                            question.knownAt(),
                            totals.stream().map(AgeingResponse.Total::of).toList(),
                            Page.of(accounts, size, AgeingService::cursor).map(AgeingResponse.Customer::of),
                            freshness)));
        });
    }

    @GET
    @Produces(CSV + ";qs=0.5")
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "Ageing of every customer as one CSV file")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
    public Uni<Response> ageingAsCsv(@BeanParam AgeingParameters parameters) {
        parameters.check();
        return answer(parameters, (tx, freshness) -> csv(tx, parameters.question(tx.now())))
                .map(csv -> Response.ok(csv).type(CSV + ";charset=UTF-8").build());
    }

    /** What is asked of one customer is found by keys. */
    private <T> Uni<T> answer(AgeingParameters parameters, BiFunction<PgTx, Freshness, Uni<T>> report) {
        return parameters.customerId == null
                ? reports.answer(caller.get(), report)
                : reports.answerByKeys(caller.get(), report);
    }

    private Uni<String> csv(PgTx tx, AgeingQuestion question) {
        return service.everyAccount(tx, question)
                .collect()
                .in(AgeingCsv::new, AgeingCsv::add)
                .map(AgeingCsv::toString);
    }

    /** What both forms of the report can be asked for. */
    public static class AgeingParameters {
        @QueryParam("asOf")
        @Parameter(description = "Effective date; today by the tenant's clock unless told", example = "2026-03-31")
        String asOf;

        @QueryParam("knownAt")
        @Parameter(description = "Only what had been recorded by this instant", example = "2026-04-02T08:00:00Z")
        String knownAt;

        @QueryParam("zone")
        @Parameter(description = "Time zone in which today is taken, UTC unless told", example = "Europe/Budapest")
        String zone;

        @QueryParam("currency")
        @Parameter(example = "EUR")
        String currency;

        @QueryParam("customerId")
        String customerId;

        /** Refuses what is unreadable before a connection is taken. */
        void check() {
            question(java.time.Instant.EPOCH);
        }

        AgeingQuestion question(java.time.Instant now) {
            var today = now.atZone(Parameters.zone("zone", zone)).toLocalDate();
            return new AgeingQuestion(
                    Parameters.date("asOf", asOf).orElse(today),
                    Parameters.instant("knownAt", knownAt),
                    Parameters.currency("currency", currency),
                    Parameters.uuid("customerId", customerId));
        }
    }
}
