package io.receivables.local.demo.figures;

import io.receivables.local.demo.data.DemoCustomer;
import io.receivables.local.demo.data.DemoInvoice;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.PlannedPayment;
import io.receivables.local.demo.data.PlannedUndo;
import io.receivables.local.demo.data.WeekPlan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The demo's own bookkeeping: it plays the plan with plain sums over the input files and knows nothing of what the services answer. The
 * services' figures are right when they equal these.
 */
public final class Books {

    private final Map<String, DemoCustomer> customers;
    private final Map<String, PlannedPayment> plan = new LinkedHashMap<>();
    private final Map<String, InvoiceBalance> invoices = new LinkedHashMap<>();
    private final Map<String, Map<String, BigDecimal>> allocations = new LinkedHashMap<>();
    private final Map<String, Map<String, BigDecimal>> released = new LinkedHashMap<>();
    private final Map<String, TreeMap<LocalDate, BigDecimal>> unapplied = new LinkedHashMap<>();
    private final Map<String, BigDecimal> receivedByPayment = new LinkedHashMap<>();

    public Books(Map<String, DemoCustomer> customers) {
        this.customers = customers;
    }

    /** Books everything of one week. */
    public void post(WeekPlan week) {
        week.invoices().forEach(this::issue);
        week.credits().forEach(credit -> invoice(credit.invoice()).credit(credit.amount(), week.week()));
        for (WeekPlan.Movement movement : week.movements()) {
            if (movement.returned()) {
                release(movement.payment().id(), week.week(), movement.date());
                receivedByPayment.put(movement.payment().id(), BigDecimal.ZERO);
                cash(
                        movement.payment().id(),
                        movement.date(),
                        movement.payment().amount().negate());
            } else {
                receive(movement.payment(), week.week());
            }
        }
        week.undos()
                .forEach(undo ->
                        released.put(undo.payment(), release(undo.payment(), week.week(), DemoYear.date(week.week()))));
        week.allocationsByHand().forEach(undo -> allocateByHand(undo, week.week()));
    }

    private void issue(DemoInvoice invoice) {
        LocalDate dueDate = customers.get(invoice.customer()).dueDate(invoice.issueDate());
        invoices.put(invoice.externalId(), new InvoiceBalance(invoice, dueDate));
    }

    private void receive(PlannedPayment payment, int week) {
        plan.put(payment.id(), payment);
        receivedByPayment.put(payment.id(), payment.amount());
        cash(payment.id(), payment.bookingDate(), payment.amount());
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        BigDecimal rest = payment.amount();
        for (InvoiceBalance invoice : candidates(payment)) {
            BigDecimal part = rest.min(invoice.open());
            if (part.signum() > 0) {
                allocate(payment.id(), invoice, part, week, payment.bookingDate());
                parts.put(invoice.invoice().externalId(), part);
                rest = rest.subtract(part);
            }
        }
        allocations.put(payment.id(), parts);
    }

    private List<InvoiceBalance> candidates(PlannedPayment payment) {
        if (payment.reference() != PlannedPayment.Reference.NONE) {
            return payment.invoices().stream().map(this::invoice).toList();
        }
        // A payer known only by the account pays the oldest debt first (rule D5).
        return payment.customer()
                .map(customer -> invoices.values().stream()
                        .filter(i -> i.invoice().customer().equals(customer))
                        .filter(i -> i.invoice().account().equals(payment.account()))
                        .filter(i -> i.open().signum() > 0)
                        .sorted(Comparator.comparing(InvoiceBalance::dueDate)
                                .thenComparing(i -> i.invoice().externalId()))
                        .toList())
                .orElse(List.of());
    }

    private void allocateByHand(PlannedUndo undo, int week) {
        Map<String, BigDecimal> parts = released.remove(undo.payment());
        parts.forEach(
                (invoice, amount) -> allocate(undo.payment(), invoice(invoice), amount, week, DemoYear.date(week)));
        allocations.put(undo.payment(), parts);
    }

    private void allocate(String payment, InvoiceBalance invoice, BigDecimal amount, int week, LocalDate date) {
        cash(payment, invoice.allocate(amount, week, date), amount.negate());
    }

    private void cash(String payment, LocalDate date, BigDecimal change) {
        unapplied.computeIfAbsent(payment, p -> new TreeMap<>()).merge(date, change, BigDecimal::add);
    }

    private Map<String, BigDecimal> release(String payment, int week, LocalDate date) {
        Map<String, BigDecimal> parts = allocations.remove(payment);
        if (parts == null) {
            throw new IllegalStateException("the plan releases " + payment + ", which holds no allocation");
        }
        parts.forEach((invoice, amount) -> {
            invoice(invoice).release(amount, week, date);
            cash(payment, date, amount);
        });
        return parts;
    }

    public InvoiceBalance invoice(String externalId) {
        return invoices.get(externalId);
    }

    public Collection<InvoiceBalance> invoices() {
        return List.copyOf(invoices.values());
    }

    /** Sums per currency as of a day on or after the last posted week. */
    public Map<String, Figures> figures(LocalDate asOf) {
        Map<String, Figures> byCurrency = new TreeMap<>();
        for (InvoiceBalance invoice : invoices.values()) {
            figuresOf(byCurrency, invoice.invoice().currency()).addInvoice(invoice, Bucket.of(invoice.dueDate(), asOf));
        }
        receivedByPayment.forEach((payment, amount) ->
                figuresOf(byCurrency, currency(plan.get(payment))).addReceived(amount));
        return byCurrency;
    }

    /** Open amounts by bucket and unapplied cash per currency as of any day. */
    public Map<String, PastFigures> pastFigures(LocalDate asOf) {
        Map<String, PastFigures> byCurrency = new TreeMap<>();
        for (InvoiceBalance invoice : invoices.values()) {
            byCurrency
                    .computeIfAbsent(invoice.invoice().currency(), c -> new PastFigures())
                    .addOpen(Bucket.of(invoice.dueDate(), asOf), invoice.openOn(asOf));
        }
        unapplied.forEach((payment, changes) -> byCurrency
                .computeIfAbsent(currency(plan.get(payment)), c -> new PastFigures())
                .addUnapplied(changes.headMap(asOf, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return byCurrency;
    }

    private static Figures figuresOf(Map<String, Figures> byCurrency, String currency) {
        return byCurrency.computeIfAbsent(currency, c -> new Figures());
    }

    private static String currency(PlannedPayment payment) {
        return payment.account().substring(payment.account().indexOf('-') + 1);
    }

    /** Balance of every customer: what it owes in each of its currencies. */
    public Map<String, BigDecimal> openByCustomer() {
        Map<String, BigDecimal> open = new TreeMap<>();
        invoices.values().forEach(i -> open.merge(i.invoice().customer(), i.open(), BigDecimal::add));
        return open;
    }

    /** Invoices that were still open when the day after their due date began. */
    public long becameOverdue(int lastWeek) {
        return invoices.values().stream()
                .filter(i -> becameOverdue(i, lastWeek))
                .count();
    }

    private static boolean becameOverdue(InvoiceBalance invoice, int lastWeek) {
        int week = firstWeekAfter(invoice.dueDate());
        return week <= lastWeek && invoice.openAfter(week - 1).signum() > 0;
    }

    private static int firstWeekAfter(LocalDate dueDate) {
        int week = 0;
        while (!DemoYear.date(week).isAfter(dueDate)) {
            week++;
        }
        return week;
    }
}
