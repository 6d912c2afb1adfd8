package io.receivables.invoicing.creditnote.store;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.creditnote.model.Credit;
import io.receivables.invoicing.creditnote.model.CreditNote;
import io.receivables.invoicing.invoice.model.Rounding;
import io.receivables.invoicing.invoice.model.Totals;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.store.StoredJson;
import io.receivables.invoicing.invoice.store.StoredVatGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads credit notes, newest first. */
@ApplicationScoped
public class CreditNoteQueries {
    private static final String NOTES =
            """
            select n.id, n.number, n.invoice_id, i.number as invoice_number, n.seller_id, n.customer_id, n.issue_date,
                   n.issued_at, n.currency, n.reason, n.is_full, n.vat_breakdown::text as vat_breakdown, n.line_net_total,
                   n.allowance_total, n.charge_total, n.total_without_vat, n.total_vat, n.total_with_vat
              from credit_notes n join invoices i on i.tenant_id = n.tenant_id and i.id = n.invoice_id
             where n.tenant_id = $1""";
    private static final String LINES =
            """
            select credit_note_id, line_number, description, quantity, unit_code, unit_price, allowance_amount, net_amount,
                   vat_category, vat_rate
              from credit_note_lines where tenant_id = $1 and credit_note_id = any($2) order by 1, 2""";

    public Uni<Optional<CreditNote>> find(PgTx tx, UUID id) {
        return tx.query(NOTES + " and n.id = $2", tx.tenant(), id)
                .chain(rows -> withLines(tx, rows))
                .map(notes -> notes.stream().findFirst());
    }

    /** One row more than the limit, so that the caller sees whether there is a next page. */
    public Uni<List<CreditNote>> list(
            PgTx tx, Optional<UUID> invoiceId, Optional<UUID> customerId, Optional<UUID> before, int limit) {
        var sql = new StringBuilder(NOTES);
        var parameters = new ArrayList<Object>(List.of(tx.tenant()));
        add(sql, parameters, "n.invoice_id =", invoiceId);
        add(sql, parameters, "n.customer_id =", customerId);
        add(sql, parameters, "n.id <", before);
        parameters.add(limit + 1);
        sql.append(" order by n.tenant_id desc, n.id desc limit $").append(parameters.size());
        return tx.query(sql.toString(), parameters.toArray()).chain(rows -> withLines(tx, rows));
    }

    private static void add(StringBuilder sql, List<Object> parameters, String condition, Optional<UUID> value) {
        value.ifPresent(v -> {
            parameters.add(v);
            sql.append(" and ").append(condition).append(" $").append(parameters.size());
        });
    }

    private static Uni<List<CreditNote>> withLines(PgTx tx, RowSet<Row> rows) {
        var ids = new ArrayList<UUID>(rows.size());
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return tx.query(LINES, tx.tenant(), ids.toArray(UUID[]::new)).map(lineRows -> {
            var lines = new HashMap<UUID, List<Row>>();
            lineRows.forEach(row -> lines.computeIfAbsent(row.getUUID("credit_note_id"), i -> new ArrayList<>())
                    .add(row));
            var notes = new ArrayList<CreditNote>(ids.size());
            rows.forEach(row -> notes.add(note(row, lines)));
            return notes;
        });
    }

    private static CreditNote note(Row row, Map<UUID, List<Row>> lines) {
        var currency = Money.currency(row.getString("currency"));
        var rounding = Rounding.of(currency);
        var id = row.getUUID("id");
        var credit = new Credit(
                lines.getOrDefault(id, List.of()).stream()
                        .map(line -> line(line, rounding))
                        .toList(),
                List.of(),
                Arrays.stream(StoredJson.read(row.getString("vat_breakdown"), StoredVatGroup[].class))
                        .map(StoredVatGroup::toVatGroup)
                        .toList(),
                totals(row, rounding),
                row.getBoolean("is_full"));
        return new CreditNote(
                id,
                row.getString("number"),
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                row.getUUID("seller_id"),
                row.getUUID("customer_id"),
                row.getLocalDate("issue_date"),
                row.getOffsetDateTime("issued_at").toInstant(),
                currency,
                row.getString("reason"),
                credit);
    }

    private static Totals totals(Row row, Rounding rounding) {
        return new Totals(
                rounding.round(row.getBigDecimal("line_net_total")),
                rounding.round(row.getBigDecimal("allowance_total")),
                rounding.round(row.getBigDecimal("charge_total")),
                rounding.round(row.getBigDecimal("total_without_vat")),
                rounding.round(row.getBigDecimal("total_vat")),
                rounding.round(row.getBigDecimal("total_with_vat")));
    }

    private static Credit.Line line(Row row, Rounding rounding) {
        var quantity = row.getBigDecimal("quantity");
        return new Credit.Line(
                row.getInteger("line_number"),
                row.getString("description"),
                quantity,
                row.getString("unit_code"),
                row.getBigDecimal("unit_price"),
                rounding.round(row.getBigDecimal("allowance_amount")),
                rounding.round(row.getBigDecimal("net_amount")),
                new Vat(VatCategory.valueOf(row.getString("vat_category")), row.getBigDecimal("vat_rate")),
                quantity);
    }
}
