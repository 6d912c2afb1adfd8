package io.receivables.local.demo.figures;

import io.receivables.local.demo.data.DemoInvoice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.TreeMap;

/** What is owed on one invoice according to the plan, with its history by week. */
public final class InvoiceBalance {

    private final DemoInvoice invoice;
    private final LocalDate dueDate;
    private final BigDecimal total;
    private final TreeMap<Integer, BigDecimal> openByWeek = new TreeMap<>();
    private BigDecimal credited = BigDecimal.ZERO;
    private BigDecimal allocated = BigDecimal.ZERO;

    InvoiceBalance(DemoInvoice invoice, LocalDate dueDate) {
        this.invoice = invoice;
        this.dueDate = dueDate;
        this.total = invoice.totals().gross();
        openByWeek.put(invoice.week(), total);
    }

    void credit(BigDecimal amount, int week) {
        credited = credited.add(amount);
        openByWeek.put(week, open());
    }

    void allocate(BigDecimal amount, int week) {
        allocated = allocated.add(amount);
        openByWeek.put(week, open());
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

    /** Open amount when the given week was over; zero before the invoice existed. */
    public BigDecimal openAfter(int week) {
        var entry = openByWeek.floorEntry(week);
        return entry == null ? BigDecimal.ZERO : entry.getValue();
    }
}
