package io.receivables.reporting.customer;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.ReportingProblem;
import io.receivables.reporting.customer.model.PaidInvoice;
import io.receivables.reporting.customer.rest.CustomerHistoryResponse.Habit;
import io.receivables.reporting.customer.store.CustomerQueries;
import io.receivables.reporting.customer.store.CustomerQueries.Identity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts together what the reports on one customer share. */
@ApplicationScoped
public class CustomerReports {
    private final CustomerQueries queries;

    CustomerReports(CustomerQueries queries) {
        this.queries = queries;
    }

    /** Who the customer is; a customer of whom nothing is known is refused. */
    public Uni<Identity> identity(PgTx tx, UUID customerId) {
        return queries.identity(tx, customerId)
                .map(found -> found.orElseThrow(() -> Problem.of(
                        ReportingProblem.CUSTOMER_NOT_FOUND, "No event of customer " + customerId + " has come.")));
    }

    /** How the customer pays, by currency. */
    public Uni<List<Habit>> habits(PgTx tx, UUID customerId) {
        return queries.paidParts(tx, customerId).map(parts -> parts.stream()
                .collect(Collectors.groupingBy(PaidInvoice::currency, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> habit(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static Habit habit(String currency, List<PaidInvoice> parts) {
        var paid = parts.stream().map(PaidInvoice::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Habit(currency, Money.of(paid, currency).amount(), PaidInvoice.averageDaysLate(parts));
    }
}
