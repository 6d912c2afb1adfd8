package io.receivables.invoicing.invoice.store;

import io.receivables.invoicing.invoice.model.CalculatedLine;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.LineAllowance;
import io.receivables.invoicing.invoice.model.Period;
import io.receivables.invoicing.invoice.model.Reduction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The lines of invoices as one array per column, so that any number of lines is one statement. */
final class LineColumns {
    private static final String INSERT =
            """
            insert into invoice_lines (tenant_id, invoice_id, line_number, description, quantity, unit_code, unit_price,
                                       allowance_percent, allowance_reason, period_from, period_to, vat_category, vat_rate,
                                       exemption_reason, gross_amount, allowance_amount, net_amount)
            select $1, l.invoice_id, l.line_number, l.description, l.quantity, l.unit_code, l.unit_price, l.allowance_percent,
                   l.allowance_reason, l.period_from, l.period_to, l.vat_category, l.vat_rate, l.exemption_reason, l.gross,
                   l.allowance, l.net
              from unnest($%d::uuid[], $%d::int[], $%d::text[], $%d::numeric[], $%d::text[], $%d::numeric[], $%d::numeric[],
                          $%d::text[], $%d::date[], $%d::date[], $%d::text[], $%d::numeric[], $%d::text[],
                          $%d::numeric[], $%d::numeric[], $%d::numeric[])
                   as l(invoice_id, line_number, description, quantity, unit_code, unit_price, allowance_percent, allowance_reason,
                        period_from, period_to, vat_category, vat_rate, exemption_reason, gross, allowance, net)""";
    private static final int COLUMNS = 16;

    private LineColumns() {}

    /** The statement, with the line arrays from this parameter on; $1 is the tenant. */
    static String insert(int firstParameter) {
        var numbers = new Object[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            numbers[i] = firstParameter + i;
        }
        return String.format(INSERT, numbers);
    }

    static List<Object> of(List<Invoice> invoices) {
        var owners = invoices.stream()
                .flatMap(invoice -> invoice.document().lines().stream().map(line -> invoice.id()))
                .toArray(UUID[]::new);
        var lines = invoices.stream()
                .flatMap(invoice -> invoice.document().lines().stream())
                .toList();
        return List.of(
                owners,
                column(lines, Integer[]::new, l -> l.line().lineNumber()),
                column(lines, String[]::new, l -> l.line().description()),
                column(lines, BigDecimal[]::new, l -> l.line().quantity()),
                column(lines, String[]::new, l -> l.line().unitCode()),
                column(lines, BigDecimal[]::new, l -> l.line().unitPrice()),
                column(lines, BigDecimal[]::new, LineColumns::percent),
                column(
                        lines,
                        String[]::new,
                        l -> l.line().allowance().map(LineAllowance::reason).orElse(null)),
                column(
                        lines,
                        LocalDate[]::new,
                        l -> l.line().period().map(Period::from).orElse(null)),
                column(
                        lines,
                        LocalDate[]::new,
                        l -> l.line().period().map(Period::to).orElse(null)),
                column(lines, String[]::new, l -> l.line().vat().category().name()),
                column(lines, BigDecimal[]::new, l -> l.line().vat().rate()),
                column(lines, String[]::new, l -> l.line().exemptionReason().orElse(null)),
                column(lines, BigDecimal[]::new, CalculatedLine::gross),
                column(lines, BigDecimal[]::new, CalculatedLine::allowance),
                column(lines, BigDecimal[]::new, CalculatedLine::net));
    }

    private static BigDecimal percent(CalculatedLine line) {
        return line.line()
                .allowance()
                .map(LineAllowance::reduction)
                .map(reduction -> reduction instanceof Reduction.Percent p ? p.percent() : null)
                .orElse(null);
    }

    private static <T> T[] column(
            List<CalculatedLine> lines, java.util.function.IntFunction<T[]> array, Function<CalculatedLine, T> value) {
        return lines.stream().map(value).toArray(array);
    }
}
