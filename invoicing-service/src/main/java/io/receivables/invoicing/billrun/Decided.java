package io.receivables.invoicing.billrun;

import io.receivables.chassis.money.Money;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.model.BillRun.Total;
import io.receivables.invoicing.billrun.model.Counts;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.billrun.model.RowStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction has decided about rows.
 *
 * @param alone rows about which nothing could be decided together with others
 */
record Decided(List<RowResult> results, List<InvoiceLines.Read> alone) {
    static final Decided NOTHING = new Decided(List.of(), List.of());

    static Decided of(RowResult result) {
        return new Decided(List.of(result), List.of());
    }

    /** What is added to the counts of the run; a valid row that is decided at last is no longer only valid. */
    Counts counts() {
        return new Counts(
                0,
                count(RowStatus.VALID),
                count(RowStatus.ISSUED),
                count(RowStatus.EXISTING),
                count(RowStatus.REFUSED));
    }

    private int count(RowStatus status) {
        return (int)
                results.stream().filter(result -> result.status() == status).count();
    }

    /** What is added to the totals of the run, by currency. */
    List<Total> totals() {
        Map<String, Total> totals = new LinkedHashMap<>();
        for (var result : results) {
            if (result instanceof RowResult.Billed billed) {
                totals.merge(billed.total().currency().getCurrencyCode(), total(billed.total()), Decided::sum);
            }
        }
        return new ArrayList<>(totals.values());
    }

    private static Total total(Money money) {
        return new Total(money.currency().getCurrencyCode(), 1, money.amount());
    }

    private static Total sum(Total a, Total b) {
        return new Total(
                a.currency(), a.invoices() + b.invoices(), a.totalWithVat().add(b.totalWithVat()));
    }
}
