package io.receivables.invoicing.reconciliation;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.reconciliation.Book;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.events.InvoicingEvent;
import io.receivables.invoicing.events.StatedInvoice;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** States the issued invoices, and checks that they add up with their lines, credit notes and numbers. */
@ApplicationScoped
class InvoiceBook implements Book {
    private static final String PAGE =
            """
            select id, number, sequence, customer_id, currency, issue_date, due_date, total_with_vat, credited_total
              from invoices where tenant_id = $1 and id > $2 and number is not null order by id limit $3""";
    private static final String LINES =
            """
            /* reads all: a statement of the book */
            select i.id, trim_scale(l.net)::text, trim_scale(i.line_net_total)::text
              from invoices i
              join (select invoice_id, sum(net_amount) as net from invoice_lines
                     where tenant_id = $1 group by invoice_id) as l on l.invoice_id = i.id
             where i.tenant_id = $1 and i.number is not null and i.line_net_total <> l.net
             order by i.id limit 1000""";
    private static final String CREDITED =
            """
            /* reads all: a statement of the book */
            select i.id, trim_scale(coalesce(c.total, 0))::text, trim_scale(i.credited_total)::text
              from invoices i
              left join (select invoice_id, sum(total_with_vat) as total from credit_notes
                          where tenant_id = $1 group by invoice_id) as c on c.invoice_id = i.id
             where i.tenant_id = $1 and i.credited_total <> coalesce(c.total, 0)
             order by i.id limit 1000""";
    /** Numbers are unique, so that a count below the last one shows a gap. */
    private static final String NUMBERS =
            """
            /* reads all: a statement of the book */
            select n.seller_id, n.prefix || n.last_number, n.prefix || count(d.number)
              from numbering_series n
              left join (select seller_id, 'INVOICE' as type, number from invoices
                          where tenant_id = $1 and number is not null
                         union all
                         select seller_id, 'CREDIT_NOTE', number from credit_notes where tenant_id = $1) as d
                on d.seller_id = n.seller_id and d.type = n.document_type
               and left(d.number, length(n.prefix)) = n.prefix
               and substr(d.number, length(n.prefix) + 1) ~ '^[0-9]+$'
             where n.tenant_id = $1
             group by n.seller_id, n.document_type, n.prefix, n.last_number
            having count(d.number) < n.last_number
             limit 1000""";

    @Override
    public String name() {
        return "invoicing.invoices";
    }

    @Override
    public String table() {
        return "invoices";
    }

    @Override
    public String topic() {
        return "receivables.invoicing.books";
    }

    @Override
    public String type() {
        return "InvoicesStated.v1";
    }

    @Override
    public String eventTopic() {
        return InvoicingEvent.TOPIC;
    }

    @Override
    public Uni<List<Item>> page(PgTx tx, UUID after, int limit) {
        return tx.query(PAGE, tx.tenant(), after, limit).map(rows -> {
            var items = new ArrayList<Item>(rows.size());
            rows.forEach(row -> items.add(new Item(row.getUUID("id"), state(row))));
            return items;
        });
    }

    /** The totals of one invoice are held together by constraints of its table. */
    @Override
    public List<OwnCheck> checks() {
        return List.of(
                new OwnCheck("lineNetTotal", LINES),
                new OwnCheck("creditedAmount", CREDITED),
                new OwnCheck("lastNumber", NUMBERS));
    }

    private static StatedInvoice state(Row row) {
        return new StatedInvoice(
                row.getUUID("id"),
                row.getString("number"),
                row.getLong("sequence"),
                row.getUUID("customer_id"),
                row.getString("currency"),
                row.getLocalDate("issue_date"),
                row.getLocalDate("due_date"),
                amount(row, "total_with_vat"),
                amount(row, "credited_total"));
    }

    private static BigDecimal amount(Row row, String column) {
        return Money.of(row.getBigDecimal(column), row.getString("currency")).amount();
    }
}
