package io.receivables.invoicing.creditnote.store;

import io.receivables.invoicing.creditnote.model.CreditedLine;
import io.receivables.invoicing.creditnote.model.InvoiceBalance;
import io.receivables.invoicing.creditnote.model.InvoiceBalance.Group;
import io.receivables.invoicing.creditnote.model.InvoiceBalance.Part;
import io.receivables.invoicing.invoice.model.Rounding;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.VatGroup;
import io.receivables.invoicing.invoice.store.StoredAdjustment;
import io.receivables.invoicing.invoice.store.StoredJson;
import io.receivables.invoicing.invoice.store.StoredVatGroup;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns the rows of an invoice and of what was credited of it into the balance that is left. */
final class BalanceRows {
    private final Rounding rounding;

    private BalanceRows(Rounding rounding) {
        this.rounding = rounding;
    }

    static InvoiceBalance balance(Currency currency, Row invoice, RowSet<Row> lines, RowSet<Row> credited) {
        return new BalanceRows(Rounding.of(currency)).read(currency, invoice, lines, credited);
    }

    private InvoiceBalance read(Currency currency, Row invoice, RowSet<Row> lineRows, RowSet<Row> creditedRows) {
        var lines = new ArrayList<CreditedLine>(lineRows.size());
        lineRows.forEach(row -> lines.add(line(row)));
        var credited = new HashMap<Vat, Part>();
        creditedRows.forEach(row -> credited.put(
                vat(row),
                new Part(amount(row, "allowance"), amount(row, "charge"), amount(row, "taxable"), amount(row, "tax"))));
        var allowances = byVat(invoice.getString("allowances"));
        var charges = byVat(invoice.getString("charges"));
        var none = new Part(rounding.zero(), rounding.zero(), rounding.zero(), rounding.zero());
        var groups = Arrays.stream(StoredJson.read(invoice.getString("vat_breakdown"), StoredVatGroup[].class))
                .map(StoredVatGroup::toVatGroup)
                .map(group -> new Group(
                        group.vat(),
                        invoiced(group, allowances, charges),
                        credited.getOrDefault(group.vat(), none),
                        group.exemptionReason()))
                .toList();
        return new InvoiceBalance(currency, lines, groups);
    }

    private Part invoiced(VatGroup group, Map<Vat, BigDecimal> allowances, Map<Vat, BigDecimal> charges) {
        return new Part(
                allowances.getOrDefault(group.vat(), rounding.zero()),
                charges.getOrDefault(group.vat(), rounding.zero()),
                group.taxable(),
                group.tax());
    }

    private static Map<Vat, BigDecimal> byVat(String json) {
        var sums = new HashMap<Vat, BigDecimal>();
        for (var adjustment : StoredJson.read(json, StoredAdjustment[].class)) {
            sums.merge(new Vat(adjustment.category(), adjustment.rate()), adjustment.amount(), BigDecimal::add);
        }
        return sums;
    }

    private CreditedLine line(Row row) {
        return new CreditedLine(
                row.getInteger("line_number"),
                row.getString("description"),
                row.getBigDecimal("quantity"),
                row.getString("unit_code"),
                row.getBigDecimal("unit_price"),
                amount(row, "allowance_amount"),
                amount(row, "net_amount"),
                vat(row),
                Optional.ofNullable(row.getString("exemption_reason")),
                row.getBigDecimal("credited_quantity"),
                amount(row, "credited_allowance"),
                amount(row, "credited_net"));
    }

    private static Vat vat(Row row) {
        return new Vat(VatCategory.valueOf(row.getString("vat_category")), row.getBigDecimal("vat_rate"));
    }

    private BigDecimal amount(Row row, String column) {
        return rounding.exact(row.getBigDecimal(column), column);
    }
}
