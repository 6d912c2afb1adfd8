package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.money.Money;
import io.receivables.invoicing.invoice.model.BuyerParty;
import io.receivables.invoicing.invoice.model.CalculatedAdjustment;
import io.receivables.invoicing.invoice.model.CalculatedInvoice;
import io.receivables.invoicing.invoice.model.CalculatedLine;
import io.receivables.invoicing.invoice.model.CreditorReference;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.InvoiceContent;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.InvoiceStatus;
import io.receivables.invoicing.invoice.model.Issue;
import io.receivables.invoicing.invoice.model.Line;
import io.receivables.invoicing.invoice.model.LineAllowance;
import io.receivables.invoicing.invoice.model.PaymentTerms;
import io.receivables.invoicing.invoice.model.Period;
import io.receivables.invoicing.invoice.model.Progress;
import io.receivables.invoicing.invoice.model.Reduction;
import io.receivables.invoicing.invoice.model.Rounding;
import io.receivables.invoicing.invoice.model.SellerParty;
import io.receivables.invoicing.invoice.model.Totals;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.Wishes;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Turns an invoice row and its line rows back into the invoice they were made from. */
final class InvoiceRows {
    static final String COLUMNS =
            """
            id, version, sequence, seller_id, customer_id, currency, external_id, order_reference, note,
            requested_issue_date, requested_due_date, requested_terms_kind, requested_terms_days,
            allowances::text as allowances, charges::text as charges, vat_breakdown::text as vat_breakdown,
            line_net_total, allowance_total, charge_total, total_without_vat, total_vat, total_with_vat, number,
            payment_reference, issue_date, due_date, overdue_at, issued_at, terms_kind, terms_days,
            seller::text as seller, customer::text as customer, credited_total, fully_credited, overdue, settled, paid_on,
            open_amount, open_item_version, status""";
    static final String LINE_COLUMNS =
            """
            line_number, description, quantity, unit_code, unit_price, allowance_percent, allowance_reason, period_from,
            period_to, vat_category, vat_rate, exemption_reason, gross_amount, allowance_amount, net_amount""";

    private final Row row;
    private final Rounding rounding;
    private final Currency currency;

    private InvoiceRows(Row row) {
        this.row = row;
        this.currency = Money.currency(row.getString("currency"));
        this.rounding = Rounding.of(currency);
    }

    static Invoice invoice(Row row, Iterable<Row> lines) {
        return new InvoiceRows(row).invoice(lines);
    }

    private Invoice invoice(Iterable<Row> lineRows) {
        var lines = new ArrayList<CalculatedLine>();
        lineRows.forEach(line -> lines.add(line(line)));
        var allowances = adjustments("allowances");
        var charges = adjustments("charges");
        var content = new InvoiceContent(
                currency,
                lines.stream().map(CalculatedLine::line).toList(),
                allowances.stream().map(CalculatedAdjustment::adjustment).toList(),
                charges.stream().map(CalculatedAdjustment::adjustment).toList());
        var vat = Arrays.stream(StoredJson.read(row.getString("vat_breakdown"), StoredVatGroup[].class))
                .map(StoredVatGroup::toVatGroup)
                .toList();
        var document = new CalculatedInvoice(content, List.copyOf(lines), allowances, charges, vat, totals());
        return new Invoice(
                row.getUUID("id"),
                row.getLong("version"),
                row.getLong("sequence"),
                draft(content),
                document,
                issue(),
                progress());
    }

    private CalculatedLine line(Row line) {
        var allowance = amount(line, "allowance_amount");
        var percent = line.getBigDecimal("allowance_percent");
        var lineAllowance = Optional.ofNullable(line.getString("allowance_reason"))
                .map(reason -> new LineAllowance(
                        percent == null ? new Reduction.Fixed(allowance) : new Reduction.Percent(percent), reason));
        var period = Optional.ofNullable(line.getLocalDate("period_from"))
                .map(from -> new Period(from, line.getLocalDate("period_to")));
        return new CalculatedLine(
                new Line(
                        line.getInteger("line_number"),
                        line.getString("description"),
                        line.getBigDecimal("quantity"),
                        line.getString("unit_code"),
                        line.getBigDecimal("unit_price"),
                        lineAllowance,
                        new Vat(VatCategory.valueOf(line.getString("vat_category")), line.getBigDecimal("vat_rate")),
                        Optional.ofNullable(line.getString("exemption_reason")),
                        period),
                amount(line, "gross_amount"),
                allowance,
                amount(line, "net_amount"));
    }

    private List<CalculatedAdjustment> adjustments(String column) {
        return Arrays.stream(StoredJson.read(row.getString(column), StoredAdjustment[].class))
                .map(StoredAdjustment::toCalculated)
                .toList();
    }

    private Totals totals() {
        return new Totals(
                amount(row, "line_net_total"),
                amount(row, "allowance_total"),
                amount(row, "charge_total"),
                amount(row, "total_without_vat"),
                amount(row, "total_vat"),
                amount(row, "total_with_vat"));
    }

    private InvoiceDraft draft(InvoiceContent content) {
        return new InvoiceDraft(
                row.getUUID("seller_id"),
                row.getUUID("customer_id"),
                Optional.ofNullable(row.getString("external_id")),
                Optional.ofNullable(row.getString("order_reference")),
                Optional.ofNullable(row.getString("note")),
                new Wishes(
                        Optional.ofNullable(row.getLocalDate("requested_issue_date")),
                        Optional.ofNullable(row.getLocalDate("requested_due_date")),
                        terms("requested_terms_kind", "requested_terms_days")),
                content);
    }

    private Optional<Issue> issue() {
        return Optional.ofNullable(row.getString("number"))
                .map(number -> new Issue(
                        number,
                        new CreditorReference(row.getString("payment_reference")),
                        row.getLocalDate("issue_date"),
                        row.getLocalDate("due_date"),
                        row.getOffsetDateTime("overdue_at").toInstant(),
                        row.getOffsetDateTime("issued_at").toInstant(),
                        terms("terms_kind", "terms_days").orElseThrow(),
                        StoredJson.read(row.getString("seller"), SellerParty.class),
                        StoredJson.read(row.getString("customer"), BuyerParty.class)));
    }

    private Progress progress() {
        return new Progress(
                amount(row, "credited_total"),
                row.getBoolean("fully_credited"),
                row.getBoolean("overdue"),
                row.getBoolean("settled"),
                Optional.ofNullable(row.getLocalDate("paid_on")),
                row.getBigDecimal("open_amount") == null ? rounding.zero() : amount(row, "open_amount"),
                row.getLong("open_item_version"),
                InvoiceStatus.valueOf(row.getString("status")));
    }

    private Optional<PaymentTerms> terms(String kind, String days) {
        return Optional.ofNullable(row.getString(kind))
                .map(k -> new PaymentTerms(PaymentTerms.Kind.valueOf(k), row.getInteger(days)));
    }

    private BigDecimal amount(Row of, String column) {
        return rounding.exact(of.getBigDecimal(column), column);
    }
}
