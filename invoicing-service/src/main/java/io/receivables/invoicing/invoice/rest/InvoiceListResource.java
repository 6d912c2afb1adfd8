package io.receivables.invoicing.invoice.rest;

import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.auth.Roles;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.rest.DateParameter;
import io.receivables.chassis.rest.Limit;
import io.receivables.chassis.rest.Page;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.invoice.model.InvoiceStatus;
import io.receivables.invoicing.invoice.store.InvoiceFilter;
import io.receivables.invoicing.invoice.store.InvoiceListQuery;
import io.receivables.invoicing.invoice.store.InvoiceSummary;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Lists invoices by who owes them, how they stand and what identifies them. */
@Path("/v1/invoices")
@Cancellable(false)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices")
public class InvoiceListResource {
    private final InvoiceListQuery query;
    private final Transactions transactions;
    private final CurrentCaller caller;

    InvoiceListResource(InvoiceListQuery query, Transactions transactions, CurrentCaller caller) {
        this.query = query;
        this.transactions = transactions;
        this.caller = caller;
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
    @Operation(
            summary = "List invoices",
            description =
                    "Newest first; with `dueFrom` or `dueTo` and no other filter but `currency` by due date, latest first.")
    public Uni<Page<InvoiceSummary>> list(
            @BeanParam Filters filters, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        int size = Limit.of(limit);
        var filter = filters.toFilter();
        var after = Cursor.decode(cursor, filter.keys());
        return transactions
                .inTenant(caller.get(), tx -> query.list(tx, filter, after, size))
                .map(rows -> Page.of(rows, size, filter::after));
    }

    /** Query parameters of the list. */
    public record Filters(
            @QueryParam("customerId") UUID customerId,
            @QueryParam("status") InvoiceStatus status,
            @QueryParam("number") String number,
            @QueryParam("externalId") String externalId,
            @QueryParam("orderReference") String orderReference,
            @QueryParam("dueFrom") LocalDate dueFrom,
            @QueryParam("dueTo") LocalDate dueTo,
            @QueryParam("currency") String currency) {

        InvoiceFilter toFilter() {
            return new InvoiceFilter(
                    Optional.ofNullable(customerId),
                    Optional.ofNullable(status),
                    Optional.ofNullable(number),
                    Optional.ofNullable(externalId),
                    Optional.ofNullable(orderReference),
                    DateParameter.of("dueFrom", dueFrom),
                    DateParameter.of("dueTo", dueTo),
                    Optional.ofNullable(currency));
        }
    }
}
