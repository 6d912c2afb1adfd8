package io.receivables.reporting.projection.invoice;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.receivables.reporting.projection.invoice.InvoiceEvents.Credited;
import io.receivables.reporting.projection.invoice.InvoiceEvents.Issued;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps the documents that were issued and where each invoice stands. */
@ApplicationScoped
public class InvoiceProjection implements Projection {
    private static final String INSERT_INVOICES =
            """
            insert into invoices (tenant_id, status, ever_overdue, sequence, invoice_id, number, external_id,
                                  order_reference, seller_id, customer_id, issue_date, due_date, currency,
                                  total_without_vat, total_vat, total_with_vat)
            select $1, 'ISSUED', false, 1, i.*
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::date[],
                          $9::date[], $10::text[], $11::numeric[], $12::numeric[], $13::numeric[]) i
            on conflict (tenant_id, invoice_id) do nothing""";
    private static final String INSERT_CREDIT_NOTES =
            """
            insert into credit_notes (tenant_id, credit_note_id, number, invoice_id, customer_id, issue_date, currency,
                                      reason, is_full, total_without_vat, total_vat, total_with_vat)
            select $1, c.*
              from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::date[], $7::text[], $8::text[],
                          $9::boolean[], $10::numeric[], $11::numeric[], $12::numeric[]) c
            on conflict (tenant_id, credit_note_id) do nothing""";
    private static final String UPDATE_STATUS =
            """
            update invoices i
               set status = s.status, paid_on = s.paid_on, ever_overdue = i.ever_overdue or s.ever_overdue,
                   sequence = s.sequence
              from unnest($2::uuid[], $3::text[], $4::date[], $5::boolean[], $6::bigint[])
                   as s(invoice_id, status, paid_on, ever_overdue, sequence)
             where i.tenant_id = $1 and i.invoice_id = s.invoice_id and i.sequence < s.sequence
               and i.status <> 'CREDITED'""";

    @Override
    public String channel() {
        return "invoices";
    }

    @Override
    public String topic() {
        return "receivables.invoicing.invoices";
    }

    @Override
    public List<String> tables() {
        return List.of("invoices", "credit_notes");
    }

    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var issued = Sequenced.ofType(events, "InvoiceIssued.v1", Issued.class);
        var credited = Sequenced.ofType(events, "CreditNoteIssued.v1", Credited.class);
        return Statements.inOrder(
                Statements.forRows(issued, rows -> insertInvoices(tx, rows)),
                Statements.forRows(credited, rows -> insertCreditNotes(tx, rows)),
                Statements.forRows(InvoiceStatus.after(events), rows -> updateStatus(tx, rows)));
    }

    private static Uni<Integer> insertInvoices(PgTx tx, Columns<Sequenced<Issued>> rows) {
        return tx.execute(
                INSERT_INVOICES,
                tx.tenant(),
                rows.uuid(of(Issued::invoiceId)),
                rows.text(of(Issued::number)),
                rows.optionalText(of(Issued::externalId)),
                rows.optionalText(of(Issued::orderReference)),
                rows.uuid(of(Issued::sellerId)),
                rows.uuid(of(Issued::customerId)),
                rows.date(of(Issued::issueDate)),
                rows.date(of(Issued::dueDate)),
                rows.text(of(Issued::currency)),
                rows.decimal(of(i -> i.totals().totalWithoutVat())),
                rows.decimal(of(i -> i.totals().totalVat())),
                rows.decimal(of(i -> i.totals().totalWithVat())));
    }

    private static Uni<Integer> insertCreditNotes(PgTx tx, Columns<Sequenced<Credited>> rows) {
        return tx.execute(
                INSERT_CREDIT_NOTES,
                tx.tenant(),
                rows.uuid(of(Credited::creditNoteId)),
                rows.text(of(Credited::number)),
                rows.uuid(of(Credited::invoiceId)),
                rows.uuid(of(Credited::customerId)),
                rows.date(of(Credited::issueDate)),
                rows.text(of(Credited::currency)),
                rows.text(of(Credited::reason)),
                rows.flag(of(Credited::full)),
                rows.decimal(of(c -> c.totals().totalWithoutVat())),
                rows.decimal(of(c -> c.totals().totalVat())),
                rows.decimal(of(c -> c.totals().totalWithVat())));
    }

    private static Uni<Integer> updateStatus(PgTx tx, Columns<InvoiceStatus> rows) {
        return tx.execute(
                UPDATE_STATUS,
                tx.tenant(),
                rows.uuid(InvoiceStatus::invoiceId),
                rows.text(InvoiceStatus::status),
                rows.optionalDate(InvoiceStatus::paidOn),
                rows.flag(InvoiceStatus::everOverdue),
                rows.number(InvoiceStatus::sequence));
    }
}
