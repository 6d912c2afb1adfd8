package io.receivables.local.demo.figures;

import io.receivables.local.demo.data.DemoInvoice;
import io.receivables.local.demo.data.DemoYear;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.TreeMap;

/** What is owed on one invoice according to the plan, with its history: by week as it happened, by day as it counts. */
public final class InvoiceBalance {

    private final DemoInvoice invoice;
    private final LocalDate dueDate;
    private final BigDecimal total;
    private final TreeMap<Integer, BigDecimal> openByWeek = new TreeMap<>();
    private final TreeMap<LocalDate, BigDecimal> changes = new TreeMap<>();
    private BigDecimal credited = BigDecimal.ZERO;
    private BigDecimal allocated = BigDecimal.ZERO;

    InvoiceBalance(DemoInvoice invoice, LocalDate dueDate) {
        this.invoice = invoice;
        this.dueDate = dueDate;
        this.total = invoice.totals().gross();
        openByWeek.put(invoice.week(), total);
        changes.put(invoice.issueDate(), total);
    }

    void credit(BigDecimal amount, int week) {
        credited = credited.add(amount);
        changed(amount.negate(), week, DemoYear.date(week));
    }

    /** Money of a day; on an invoice that is younger it counts from the issue date. */
    LocalDate allocate(BigDecimal amount, int week, LocalDate date) {
        LocalDate from = date.isBefore(invoice.issueDate()) ? invoice.issueDate() : date;
        allocated = allocated.add(amount);
        changed(amount.negate(), week, from);
        return from;
    }

    void release(BigDecimal amount, int week, LocalDate date) {
        allocated = allocated.subtract(amount);
        changed(amount, week, date);
    }

    private void changed(BigDecimal change, int week, LocalDate date) {
        openByWeek.put(week, open());
        changes.merge(date, change, BigDecimal::add);
    }

    public DemoInvoice invoice() {
        return invoice;
    }

    public LocalDate dueDate() {
        return dueDate;
    }

    public BigDecimal total() {
        return total;
    }

    public BigDecimal credited() {
        return credited;
    }

    public BigDecimal allocated() {
        return allocated;
    }

    public BigDecimal open() {
        return total.subtract(credited).subtract(allocated);
    }

    /** Open amount as of a day: what was effective by then. */
    public BigDecimal openOn(LocalDate asOf) {
        return changes.headMap(asOf, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Open amount when the given week was over; zero before the invoice existed. */
    public BigDecimal openAfter(int week) {
        var entry = openByWeek.floorEntry(week);
        return entry == null ? BigDecimal.ZERO : entry.getValue();
    }
}
