package io.receivables.reporting.customer.rest;

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
import io.receivables.reporting.ageing.model.AgeingQuestion;
import io.receivables.reporting.ageing.rest.AgeingAmounts;
import io.receivables.reporting.ageing.store.AgeingQueries;
import io.receivables.reporting.customer.CustomerReports;
import io.receivables.reporting.customer.model.PaymentLine;
import io.receivables.reporting.customer.store.CustomerQueries;
import io.receivables.reporting.freshness.Reports;
import io.receivables.reporting.parameter.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What one customer owes and how it paid. */
@Path("/v1/customers/{customerId}")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customer reports", description = "Balance and payment history of one customer")
public class CustomerReportResource {
    private final CurrentCaller caller;
    private final Reports reports;
    private final CustomerReports customers;
    private final CustomerQueries queries;
    private final AgeingQueries ageing;

    CustomerReportResource(
            CurrentCaller caller,
            Reports reports,
            CustomerReports customers,
            CustomerQueries queries,
            AgeingQueries ageing) {
        this.caller = caller;
        this.reports = reports;
        this.customers = customers;
        this.queries = queries;
        this.ageing = ageing;
    }

    @GET
    @Path("/balance")
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "What the customer owes by currency and age, as of any date")
    public Uni<CustomerBalanceResponse> balance(
            @PathParam("customerId") String customerId,
            @QueryParam("asOf") @Parameter(example = "2026-03-31") String asOf,
            @QueryParam("knownAt") String knownAt,
            @QueryParam("zone") @Parameter(example = "Europe/Budapest") String zone) {
        var id = customer(customerId);
        var date = Parameters.date("asOf", asOf);
        var known = Parameters.instant("knownAt", knownAt);
        var in = Parameters.zone("zone", zone);
        return reports.answerByKeys(caller.get(), (tx, freshness) -> {
            var question = new AgeingQuestion(
                    date.orElseGet(() -> tx.now().atZone(in).toLocalDate()), known, Optional.empty(), Optional.of(id));
            return customers.identity(tx, id).chain(identity -> ageing.accounts(
                            tx, question, Optional.empty(), Limit.MAX)
                    .map(accounts -> new CustomerBalanceResponse(
                            id,
                            identity.externalId(),
                            identity.name(),
                            question.asOf(),
                            known,
                            accounts.stream()
                                    .map(account -> AgeingAmounts.of(account.balance()))
                                    .toList(),
                            freshness)));
        });
    }

    @GET
    @Path("/history")
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "The customer's payments, what each settled and how many days late")
    public Uni<CustomerHistoryResponse> history(
            @PathParam("customerId") String customerId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        var id = customer(customerId);
        int size = Limit.of(limit);
        var after = Cursor.decode(cursor, 2);
        after.ifPresent(position -> {
            position.read(0, LocalDate::parse);
            position.uuid(1);
        });
        return reports.answer(caller.get(), (tx, freshness) -> customers
                .identity(tx, id)
                .chain(identity -> customers.habits(tx, id).chain(habits -> queries.payments(tx, id, after, size + 1)
                        .map(payments -> new CustomerHistoryResponse(
                                id,
                                identity.externalId(),
                                identity.name(),
                                habits,
                                Page.of(payments, size, CustomerReportResource::cursor)
                                        .map(CustomerHistoryResponse.Payment::of),
                                freshness)))));
    }

    private static Cursor cursor(PaymentLine line) {
        return Cursor.of(line.bookingDate(), line.paymentId());
    }

    private static UUID customer(String id) {
        return Parameters.uuid("customerId", id).orElseThrow();
    }
}
