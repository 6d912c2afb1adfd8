package io.receivables.local.demo.data;

import java.time.LocalDate;
import java.util.List;

/** One invoice of the input file. */
public record DemoInvoice(
        String externalId,
        int week,
        String seller,
        String customer,
        String currency,
        String orderReference,
        List<DemoLine> lines) {

    public LocalDate issueDate() {
        return DemoYear.date(week);
    }

    public DemoTotals totals() {
        return DemoTotals.of(lines);
    }

    /** Name of the bank account that the money should arrive on. */
    public String account() {
        return seller + "-" + currency;
    }
}
