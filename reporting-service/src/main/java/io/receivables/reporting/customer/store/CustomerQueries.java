package io.receivables.reporting.customer.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.rest.Cursor;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.customer.model.PaidInvoice;
import io.receivables.reporting.customer.model.PaymentLine;
import io.receivables.reporting.customer.model.PaymentLine.AllocationLine;
import io.receivables.reporting.customer.model.PaymentLine.Reversal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what is known of one customer: who it is, what it paid, and how late. */
@ApplicationScoped
public class CustomerQueries {
    private static final String KNOWN =
            """
            select c.external_id, c.name,
                   exists (select 1 from customer_accounts a where a.tenant_id = $1 and a.customer_id = $2) as active
              from (select 1) one
              left join customers c on c.tenant_id = $1 and c.customer_id = $2""";
    /** Payments of the customer, and those of somebody else that settled one of the customer's invoices. */
    private static final String PAYMENTS =
            """
            select p.* from payments p
             where p.tenant_id = $1
               and p.payment_id in (
                   select payment_id from payments where tenant_id = $1 and customer_id = $2
                   union
                   select a.payment_id
                     from open_items i
                     join payment_allocations a on a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
                    where i.tenant_id = $1 and i.customer_id = $2)
               and (p.booking_date, p.payment_id) < ($3, $4)
             order by p.booking_date desc, p.payment_id desc
             limit $5""";

    private static final String ALLOCATIONS =
            """
            select a.*, coalesce(i.due_date, d.due_date) as due_date
              from payment_allocations a
              left join open_items i on i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id
              left join invoices d on d.tenant_id = a.tenant_id and d.invoice_id = a.invoice_id
             where a.tenant_id = $1 and a.payment_id = any($2)
             order by a.payment_id, a.effective_date, a.allocation_id""";
    /** What counts is the money that stayed: an allocation's part that was released has not settled anything. */
    private static final String PAID_INVOICES =
            """
            select i.currency, i.due_date, a.effective_date, a.amount - a.released_amount as amount
              from open_items i
              join payment_allocations a on a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
             where i.tenant_id = $1 and i.customer_id = $2 and a.amount > a.released_amount""";

    private static final LocalDate AFTER_ALL = LocalDate.of(9999, 12, 31);
    private static final UUID LAST_ID = new UUID(-1, -1);

    /** Who a customer is, as far as its own events have come. */
    public record Identity(Optional<String> externalId, Optional<String> name) {}

    /** Empty when no event has named this customer. */
    public Uni<Optional<Identity>> identity(PgTx tx, UUID customerId) {
        return tx.query(KNOWN, tx.tenant(), customerId).map(rows -> {
            var row = rows.iterator().next();
            var name = Optional.ofNullable(row.getString("name"));
            return name.isPresent() || row.getBoolean("active")
                    ? Optional.of(new Identity(Optional.ofNullable(row.getString("external_id")), name))
                    : Optional.empty();
        });
    }

    /** Newest first, each with its allocations. */
    public Uni<List<PaymentLine>> payments(PgTx tx, UUID customerId, Optional<Cursor> after, int limit) {
        var date = after.map(c -> c.read(0, LocalDate::parse)).orElse(AFTER_ALL);
        var id = after.map(c -> c.uuid(1)).orElse(LAST_ID);
        return tx.query(PAYMENTS, tx.tenant(), customerId, date, id, limit).chain(rows -> {
            var ids = new ArrayList<UUID>();
            rows.forEach(row -> ids.add(row.getUUID("payment_id")));
            return allocations(tx, ids).map(allocations -> {
                var lines = new ArrayList<PaymentLine>();
                rows.forEach(
                        row -> lines.add(payment(row, allocations.getOrDefault(row.getUUID("payment_id"), List.of()))));
                return lines;
            });
        });
    }

    /** Every part of the customer's invoices that is paid. */
    public Uni<List<PaidInvoice>> paidParts(PgTx tx, UUID customerId) {
        return tx.query(PAID_INVOICES, tx.tenant(), customerId).map(rows -> {
            var parts = new ArrayList<PaidInvoice>();
            rows.forEach(row -> parts.add(new PaidInvoice(
                    row.getString("currency"),
                    row.getLocalDate("due_date"),
                    row.getLocalDate("effective_date"),
                    row.getBigDecimal("amount"))));
            return parts;
        });
    }

    private static Uni<Map<UUID, List<AllocationLine>>> allocations(PgTx tx, List<UUID> payments) {
        return tx.query(ALLOCATIONS, tx.tenant(), payments.toArray(UUID[]::new)).map(rows -> {
            Map<UUID, List<AllocationLine>> byPayment = new HashMap<>();
            rows.forEach(row -> byPayment
                    .computeIfAbsent(row.getUUID("payment_id"), id -> new ArrayList<>())
                    .add(allocation(row)));
            return byPayment;
        });
    }

    private static AllocationLine allocation(Row row) {
        var currency = row.getString("currency");
        return new AllocationLine(
                row.getUUID("allocation_id"),
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                Money.of(row.getBigDecimal("amount"), currency),
                Money.of(row.getBigDecimal("released_amount"), currency),
                Optional.ofNullable(row.getLocalDate("released_on")),
                Optional.ofNullable(row.getString("release_reason")),
                row.getString("rule"),
                row.getString("explanation"),
                row.getLocalDate("effective_date"),
                Optional.ofNullable(row.getLocalDate("due_date")));
    }

    private static PaymentLine payment(Row row, List<AllocationLine> allocations) {
        var currency = row.getString("currency");
        return new PaymentLine(
                row.getUUID("payment_id"),
                Optional.ofNullable(row.getUUID("customer_id")),
                row.getString("method"),
                Money.of(row.getBigDecimal("amount"), currency),
                Money.of(row.getBigDecimal("unapplied"), currency),
                row.getLocalDate("booking_date"),
                row.getLocalDate("value_date"),
                Optional.ofNullable(row.getString("structured_reference")),
                Optional.ofNullable(row.getString("remittance")),
                Optional.ofNullable(row.getLocalDate("reversed_on"))
                        .map(on -> new Reversal(
                                on,
                                row.getString("reversal_reason"),
                                Optional.ofNullable(row.getString("return_reason_code")))),
                allocations);
    }
}
