package io.receivables.reporting.order;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Follows an order to its invoices, credit notes and payments. */
@ApplicationScoped
class OrderQueries {
    private static final String INVOICES =
            """
            select d.*, i.open_amount,
                   case when d.status = 'ISSUED' and i.allocated_amount > 0 then 'PARTLY_PAID'
                        else d.status end as reads_as
              from invoices d
              left join open_items i on i.tenant_id = d.tenant_id and i.invoice_id = d.invoice_id
             where d.tenant_id = $1 and d.order_reference = $2
             order by d.issue_date, d.invoice_id""";
    private static final String CREDIT_NOTES =
            """
            select * from credit_notes where tenant_id = $1 and invoice_id = any($2)
             order by issue_date, credit_note_id""";
    private static final String PAYMENTS =
            """
            select a.*, p.method, p.booking_date from payment_allocations a
              left join payments p on p.tenant_id = a.tenant_id and p.payment_id = a.payment_id
             where a.tenant_id = $1 and a.invoice_id = any($2)
             order by a.effective_date, a.allocation_id""";

    /** The invoices of an order with all that belongs to them; none when no invoice carries the reference. */
    Uni<List<OrderResponse.Invoice>> invoices(PgTx tx, String orderReference) {
        return tx.query(INVOICES, tx.tenant(), orderReference).chain(rows -> {
            var ids = new ArrayList<UUID>();
            rows.forEach(row -> ids.add(row.getUUID("invoice_id")));
            return byInvoice(tx, CREDIT_NOTES, ids, OrderQueries::creditNote)
                    .chain(credits -> byInvoice(tx, PAYMENTS, ids, OrderQueries::payment)
                            .map(payments -> {
                                var invoices = new ArrayList<OrderResponse.Invoice>();
                                rows.forEach(row -> invoices.add(invoice(row, credits, payments)));
                                return invoices;
                            }));
        });
    }

    private static <T> Uni<Map<UUID, List<T>>> byInvoice(
            PgTx tx, String sql, List<UUID> invoices, Function<Row, T> conversion) {
        return tx.query(sql, tx.tenant(), invoices.toArray(UUID[]::new)).map(rows -> {
            Map<UUID, List<T>> found = new HashMap<>();
            rows.forEach(row -> found.computeIfAbsent(row.getUUID("invoice_id"), id -> new ArrayList<>())
                    .add(conversion.apply(row)));
            return found;
        });
    }

    private static OrderResponse.Invoice invoice(
            Row row,
            Map<UUID, List<OrderResponse.CreditNote>> credits,
            Map<UUID, List<OrderResponse.Payment>> payments) {
        var id = row.getUUID("invoice_id");
        return new OrderResponse.Invoice(
                id,
                row.getString("number"),
                row.getUUID("customer_id"),
                row.getLocalDate("issue_date"),
                row.getLocalDate("due_date"),
                row.getString("currency"),
                amount(row, "total_with_vat"),
                row.getString("reads_as"),
                Optional.ofNullable(row.getLocalDate("paid_on")),
                Optional.ofNullable(row.getBigDecimal("open_amount")).map(open -> amount(row, "open_amount")),
                credits.getOrDefault(id, List.of()),
                payments.getOrDefault(id, List.of()));
    }

    private static OrderResponse.CreditNote creditNote(Row row) {
        return new OrderResponse.CreditNote(
                row.getUUID("credit_note_id"),
                row.getString("number"),
                row.getLocalDate("issue_date"),
                amount(row, "total_with_vat"),
                row.getString("reason"));
    }

    private static OrderResponse.Payment payment(Row row) {
        return new OrderResponse.Payment(
                row.getUUID("payment_id"),
                row.getUUID("allocation_id"),
                amount(row, "amount").subtract(amount(row, "released_amount")),
                amount(row, "released_amount"),
                row.getLocalDate("effective_date"),
                Optional.ofNullable(row.getString("method")),
                Optional.ofNullable(row.getLocalDate("booking_date")));
    }

    private static BigDecimal amount(Row row, String column) {
        return Money.of(row.getBigDecimal(column), row.getString("currency")).amount();
    }
}
