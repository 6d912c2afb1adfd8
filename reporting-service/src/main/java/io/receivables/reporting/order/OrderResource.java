package io.receivables.reporting.order;

import static io.receivables.chassis.auth.Roles.ADMIN;
import static io.receivables.chassis.auth.Roles.ANALYST;
import static io.receivables.chassis.auth.Roles.COLLECTOR;
import static io.receivables.chassis.auth.Roles.DELIVERY;
import static io.receivables.chassis.auth.Roles.FINANCE;
import static io.receivables.chassis.auth.Roles.MANAGER;
import static io.receivables.chassis.auth.Roles.SALES;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.problem.Problem;
import io.receivables.reporting.ReportingProblem;
import io.receivables.reporting.freshness.Reports;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The chain from an order to its money. */
@Path("/v1/orders")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders", description = "From an order to its invoices, credit notes and payments")
public class OrderResource {
    private final CurrentCaller caller;
    private final Reports reports;
    private final OrderQueries queries;

    OrderResource(CurrentCaller caller, Reports reports, OrderQueries queries) {
        this.caller = caller;
        this.reports = reports;
        this.queries = queries;
    }

    /** The reference is the customer's own text and may hold slashes. */
    @GET
    @Path("/{orderReference:.+}")
    @RolesAllowed({FINANCE, SALES, DELIVERY, COLLECTOR, MANAGER, ANALYST, ADMIN})
    @Operation(summary = "Invoices, credit notes and payments of an order, with sums that reconcile")
    public Uni<OrderResponse> order(@PathParam("orderReference") String orderReference) {
        return reports.answer(caller.get(), (tx, freshness) -> queries.invoices(tx, orderReference)
                .map(invoices -> {
                    if (invoices.isEmpty()) {
                        throw Problem.of(
                                ReportingProblem.ORDER_NOT_FOUND, "No invoice refers to order " + orderReference + ".");
                    }
                    return new OrderResponse(orderReference, OrderSums.of(invoices), invoices, freshness);
                }));
    }
}
