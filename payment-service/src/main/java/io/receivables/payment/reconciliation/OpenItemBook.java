package io.receivables.payment.reconciliation;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.reconciliation.Book;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.OpenItemStatus;
import io.receivables.payment.events.PaymentTopics;
import io.receivables.payment.events.StatedOpenItem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** States the ledger of what is owed, and checks that it adds up with payments and allocations. */
@ApplicationScoped
class OpenItemBook implements Book {
    static final String PAGE =
            """
            select o.*, greatest(o.issue_date, o.released_on, a.effective_date) as effective_date
              from (select * from open_items where tenant_id = $1 and invoice_id > $2 order by invoice_id limit $3) as o
              left join lateral (select max(effective_date) as effective_date from allocations
                                  where tenant_id = $1 and invoice_id = o.invoice_id) as a on true
             order by o.invoice_id""";
    private static final String ALLOCATED =
            """
            /* reads all: a statement of the book */
            select o.invoice_id, trim_scale(coalesce(a.live, 0))::text, trim_scale(o.allocated_amount)::text
              from open_items o
              left join (select invoice_id, sum(amount - released_amount) as live from allocations
                          where tenant_id = $1 group by invoice_id) as a on a.invoice_id = o.invoice_id
             where o.tenant_id = $1 and o.allocated_amount <> coalesce(a.live, 0)
             order by o.invoice_id limit 1000""";
    private static final String PAID =
            """
            /* reads all: a statement of the book */
            select p.payment_id, trim_scale(p.amount)::text,
                   trim_scale(coalesce(a.live, 0) + p.unapplied_amount + p.reversed_amount)::text
              from payments p
              left join (select payment_id, sum(amount - released_amount) as live from allocations
                          where tenant_id = $1 group by payment_id) as a on a.payment_id = p.payment_id
             where p.tenant_id = $1 and p.amount <> coalesce(a.live, 0) + p.unapplied_amount + p.reversed_amount
             order by p.payment_id limit 1000""";

    @Override
    public String name() {
        return "payment.open-items";
    }

    @Override
    public String table() {
        return "open_items";
    }

    @Override
    public String topic() {
        return PaymentTopics.BOOKS;
    }

    @Override
    public String type() {
        return "OpenItemsStated.v1";
    }

    @Override
    public String eventTopic() {
        return PaymentTopics.OPEN_ITEMS;
    }

    @Override
    public Uni<List<Item>> page(PgTx tx, UUID after, int limit) {
        return tx.query(PAGE, tx.tenant(), after, limit).map(rows -> {
            var items = new ArrayList<Item>(rows.size());
            rows.forEach(row -> items.add(new Item(row.getUUID("invoice_id"), state(row))));
            return items;
        });
    }

    /** What is owed is not among them: the table computes it. */
    @Override
    public List<OwnCheck> checks() {
        return List.of(new OwnCheck("allocatedAmount", ALLOCATED), new OwnCheck("paymentAmount", PAID));
    }

    private static StatedOpenItem state(Row row) {
        return new StatedOpenItem(
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                row.getUUID("customer_id"),
                row.getString("currency"),
                row.getLocalDate("due_date"),
                amount(row, "original_amount"),
                amount(row, "credited_amount"),
                amount(row, "allocated_amount"),
                amount(row, "open_amount"),
                OpenItemStatus.valueOf(row.getString("status")),
                row.getLocalDate("effective_date"),
                row.getLong("version"));
    }

    private static BigDecimal amount(Row row, String column) {
        return Money.of(row.getBigDecimal(column), row.getString("currency")).amount();
    }
}
