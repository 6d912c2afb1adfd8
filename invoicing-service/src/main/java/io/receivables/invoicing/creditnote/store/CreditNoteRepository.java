package io.receivables.invoicing.creditnote.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.creditnote.model.Credit;
import io.receivables.invoicing.creditnote.model.Credit.GroupCredit;
import io.receivables.invoicing.creditnote.model.CreditNote;
import io.receivables.invoicing.invoice.store.StoredVatGroup;
import io.receivables.invoicing.seller.NumberingPrefix;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Locks what is to be credited and writes credit notes together with what they take off their invoice. */
@ApplicationScoped
public class CreditNoteRepository {
    private static final String LOCK =
            """
            select id, number, seller_id, customer_id, currency, sequence, allowances::text as allowances,
                   charges::text as charges, vat_breakdown::text as vat_breakdown
              from invoices where tenant_id = $1 and id = $2 for update""";
    private static final String LINES =
            """
            select line_number, description, quantity, unit_code, unit_price, allowance_amount, net_amount, vat_category,
                   vat_rate, exemption_reason, credited_quantity, credited_allowance, credited_net
              from invoice_lines where tenant_id = $1 and invoice_id = $2 order by line_number""";
    private static final String CREDITED =
            """
            select vat_category, vat_rate, allowance, charge, taxable, tax
              from credited_vat where tenant_id = $1 and invoice_id = $2""";
    private static final String NUMBER =
            """
            update numbering_series n set last_number = last_number + 1
              from invoices i join sellers s on s.tenant_id = i.tenant_id and s.id = i.seller_id
             where i.tenant_id = $1 and i.id = $2 and i.number is not null
               and n.tenant_id = $1 and n.seller_id = s.id and n.document_type = 'CREDIT_NOTE'
               and n.prefix = s.credit_note_prefix
            returning n.prefix, n.last_number, s.number_width, s.time_zone""";
    private static final String INSERT =
            """
            with note as (
                insert into credit_notes (tenant_id, id, invoice_id, number, seller_id, customer_id, issue_date, currency,
                                          reason, is_full, vat_breakdown, line_net_total, allowance_total, charge_total,
                                          total_without_vat, total_vat, total_with_vat, issued_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12, $13, $14, $15, $16, $17, $18)),
            line as (
                select * from unnest($19::int[], $20::text[], $21::numeric[], $22::text[], $23::numeric[], $24::numeric[],
                                     $25::numeric[], $26::text[], $27::numeric[], $28::numeric[])
                    as l(line_number, description, quantity, unit_code, unit_price, allowance, net, vat_category, vat_rate,
                         taken_quantity)),
            taken as (
                update invoice_lines i
                   set credited_quantity = i.credited_quantity + l.taken_quantity,
                       credited_allowance = i.credited_allowance + l.allowance,
                       credited_net = i.credited_net + l.net
                  from line l
                 where i.tenant_id = $1 and i.invoice_id = $3 and i.line_number = l.line_number)
            insert into credit_note_lines (tenant_id, credit_note_id, line_number, description, quantity, unit_code,
                                           unit_price, allowance_amount, net_amount, vat_category, vat_rate)
            select $1, $2, line_number, description, quantity, unit_code, unit_price, allowance, net, vat_category, vat_rate
              from line""";
    private static final String ADD_VAT =
            """
            insert into credited_vat as c (tenant_id, invoice_id, vat_category, vat_rate, allowance, charge, taxable, tax)
            select $1, $2, g.* from unnest($3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[],
                                           $8::numeric[]) as g
            on conflict (tenant_id, invoice_id, vat_category, vat_rate) do update
               set allowance = c.allowance + excluded.allowance, charge = c.charge + excluded.charge,
                   taxable = c.taxable + excluded.taxable, tax = c.tax + excluded.tax""";
    private static final String CREDIT_INVOICE =
            """
            update invoices
               set version = version + 1, sequence = sequence + 1, credited_total = credited_total + $3,
                   fully_credited = $4
             where tenant_id = $1 and id = $2""";

    /** Locks the invoice, then reads what is left of it and takes a number; all in one round trip. */
    public Uni<CreditableInvoice> lock(PgTx tx, UUID invoiceId) {
        return Uni.combine()
                .all()
                .unis(
                        tx.query(LOCK, tx.tenant(), invoiceId),
                        tx.query(LINES, tx.tenant(), invoiceId),
                        tx.query(CREDITED, tx.tenant(), invoiceId),
                        tx.query(NUMBER, tx.tenant(), invoiceId))
                .with((invoice, lines, credited, number) -> creditable(invoiceId, invoice, lines, credited, number));
    }

    private static CreditableInvoice creditable(
            UUID id, RowSet<Row> invoices, RowSet<Row> lines, RowSet<Row> credited, RowSet<Row> numbers) {
        if (invoices.size() == 0) {
            throw Problem.notFound("Invoice " + id);
        }
        var invoice = invoices.iterator().next();
        if (invoice.getString("number") == null) {
            throw Problem.of(
                    InvoicingProblem.INVOICE_NOT_ISSUED, "Only an issued invoice can be credited; change the draft.");
        }
        var number = numbers.iterator().next();
        return new CreditableInvoice(
                id,
                invoice.getString("number"),
                invoice.getUUID("seller_id"),
                invoice.getUUID("customer_id"),
                ZoneId.of(number.getString("time_zone")),
                invoice.getLong("sequence"),
                BalanceRows.balance(Money.currency(invoice.getString("currency")), invoice, lines, credited),
                NumberingPrefix.number(
                        number.getString("prefix"), number.getLong("last_number"), number.getShort("number_width")));
    }

    /** Writes the credit note and takes its amounts off the invoice, in one round trip. */
    public Uni<Void> insert(PgTx tx, CreditNote note) {
        return Uni.combine()
                .all()
                .unis(insertNote(tx, note), addVat(tx, note), creditInvoice(tx, note))
                .discardItems();
    }

    private static Uni<Integer> creditInvoice(PgTx tx, CreditNote note) {
        var credit = note.credit();
        return tx.execute(
                CREDIT_INVOICE, tx.tenant(), note.invoiceId(), credit.totals().totalWithVat(), credit.full());
    }

    private static Uni<Integer> addVat(PgTx tx, CreditNote note) {
        var groups = note.credit().groups();
        return tx.execute(
                ADD_VAT,
                tx.tenant(),
                note.invoiceId(),
                column(groups, String[]::new, g -> g.vat().category().name()),
                column(groups, BigDecimal[]::new, g -> g.vat().rate()),
                column(groups, BigDecimal[]::new, g -> g.part().allowance()),
                column(groups, BigDecimal[]::new, g -> g.part().charge()),
                column(groups, BigDecimal[]::new, g -> g.part().taxable()),
                column(groups, BigDecimal[]::new, (GroupCredit g) -> g.part().tax()));
    }

    private static Uni<Integer> insertNote(PgTx tx, CreditNote note) {
        var credit = note.credit();
        var totals = credit.totals();
        var lines = credit.lines();
        return tx.execute(
                INSERT,
                tx.tenant(),
                note.id(),
                note.invoiceId(),
                note.number(),
                note.sellerId(),
                note.customerId(),
                note.issueDate(),
                note.currency(),
                note.reason(),
                credit.full(),
                Json.text(credit.vatBreakdown().stream().map(StoredVatGroup::of).toList()),
                totals.lineNetTotal(),
                totals.allowanceTotal(),
                totals.chargeTotal(),
                totals.totalWithoutVat(),
                totals.totalVat(),
                totals.totalWithVat(),
                note.issuedAt(),
                column(lines, Integer[]::new, Credit.Line::lineNumber),
                column(lines, String[]::new, Credit.Line::description),
                column(lines, BigDecimal[]::new, Credit.Line::quantity),
                column(lines, String[]::new, Credit.Line::unitCode),
                column(lines, BigDecimal[]::new, Credit.Line::unitPrice),
                column(lines, BigDecimal[]::new, Credit.Line::allowance),
                column(lines, BigDecimal[]::new, Credit.Line::net),
                column(lines, String[]::new, l -> l.vat().category().name()),
                column(lines, BigDecimal[]::new, l -> l.vat().rate()),
                column(lines, BigDecimal[]::new, Credit.Line::takenQuantity));
    }

    private static <S, T> T[] column(List<S> rows, IntFunction<T[]> array, Function<S, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
