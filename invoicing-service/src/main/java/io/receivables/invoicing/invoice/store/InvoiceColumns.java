package io.receivables.invoicing.invoice.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** New invoices as one array per column, so that any number of invoices is one statement. */
final class InvoiceColumns {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", Type.UUID),
            new Column("content_hash", Type.BYTES),
            new Column("created_at", Type.TIME),
            new Column("seller_id", Type.UUID),
            new Column("customer_id", Type.UUID),
            new Column("currency", Type.TEXT),
            new Column("external_id", Type.TEXT),
            new Column("order_reference", Type.TEXT),
            new Column("note", Type.TEXT),
            new Column("requested_issue_date", Type.DATE),
            new Column("requested_due_date", Type.DATE),
            new Column("requested_terms_kind", Type.TEXT),
            new Column("requested_terms_days", Type.INT),
            new Column("allowances", Type.JSON),
            new Column("charges", Type.JSON),
            new Column("vat_breakdown", Type.JSON),
            new Column("line_net_total", Type.NUMBER),
            new Column("allowance_total", Type.NUMBER),
            new Column("charge_total", Type.NUMBER),
            new Column("total_without_vat", Type.NUMBER),
            new Column("total_vat", Type.NUMBER),
            new Column("total_with_vat", Type.NUMBER),
            new Column("sequence", Type.LONG),
            new Column("number", Type.TEXT),
            new Column("payment_reference", Type.TEXT),
            new Column("issue_date", Type.DATE),
            new Column("due_date", Type.DATE),
            new Column("overdue_at", Type.TIME),
            new Column("issued_at", Type.TIME),
            new Column("terms_kind", Type.TEXT),
            new Column("terms_days", Type.INT),
            new Column("seller", Type.JSON),
            new Column("customer", Type.JSON),
            new Column("open_amount", Type.NUMBER),
            new Column("open_item_version", Type.LONG));
    static final int COUNT = COLUMNS.size();

    private InvoiceColumns() {}

    private record Column(String name, Type type) {}

    /** How a column travels. */
    private enum Type {
        UUID("uuid", UUID[]::new),
        BYTES("bytea", byte[][]::new),
        TEXT("text", String[]::new),
        JSON("text", String[]::new),
        DATE("date", LocalDate[]::new),
        TIME("timestamptz", Instant[]::new),
        INT("int", Integer[]::new),
        LONG("bigint", Long[]::new),
        NUMBER("numeric", BigDecimal[]::new);

        private final String sql;
        private final IntFunction<Object[]> array;

        Type(String sql, IntFunction<Object[]> array) {
            this.sql = sql;
            this.array = array;
        }
    }

    /** The statement, with the arrays from this parameter on; $1 is the tenant. */
    static String insert(int firstParameter) {
        var arrays = IntStream.range(0, COUNT)
                .mapToObj(
                        i -> "$" + (firstParameter + i) + "::" + COLUMNS.get(i).type().sql + "[]")
                .collect(Collectors.joining(", "));
        var names = COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
        var values = COLUMNS.stream()
                .map(column -> "d." + column.name() + (column.type() == Type.JSON ? "::jsonb" : ""))
                .collect(Collectors.joining(", "));
        return "insert into invoices (tenant_id, " + names + ") select $1, " + values + " from unnest(" + arrays
                + ") as d (" + names + ")";
    }

    /** @param invoices the values of each in the order of the columns */
    static List<Object> of(List<List<Object>> invoices) {
        var arrays = new ArrayList<Object>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            var array = COLUMNS.get(i).type().array.apply(invoices.size());
            for (int n = 0; n < array.length; n++) {
                array[n] = invoices.get(n).get(i);
            }
            arrays.add(array);
        }
        return arrays;
    }
}
