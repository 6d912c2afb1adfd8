package io.receivables.local.demo.data;

import io.receivables.local.demo.data.DemoCustomer.Habit;
import io.receivables.local.demo.data.PlannedCredit.CreditedLine;
import io.receivables.local.demo.data.PlannedPayment.Kind;
import io.receivables.local.demo.data.PlannedPayment.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides for every invoice how it ends within the year: credited, paid in one of several ways, returned by the bank, or not at all. */
final class PlanGenerator {

    private static final int CREDIT_PERCENT = 3;
    private static final int UNDO_EVERY = 90;
    private static final int UNKNOWN_PAYERS = 25;

    private final Map<String, DemoCustomer> customers;
    private final List<DemoInvoice> invoices;
    private final Draw draw;
    private final List<PlannedCredit> credits = new ArrayList<>();
    private final List<PlannedPayment> payments = new ArrayList<>();
    private final List<PlannedUndo> undos = new ArrayList<>();
    private final Map<String, List<DemoInvoice>> combined = new LinkedHashMap<>();

    PlanGenerator(List<DemoCustomer> customers, List<DemoInvoice> invoices, Draw draw) {
        this.customers = customers.stream().collect(Collectors.toMap(DemoCustomer::externalId, Function.identity()));
        this.invoices = invoices;
        this.draw = draw;
    }

    List<PlannedCredit> credits() {
        return List.copyOf(credits);
    }

    /** In the order of the bank statements. */
    List<PlannedPayment> payments() {
        return payments.stream()
                .sorted(Comparator.comparing(PlannedPayment::bookingDate).thenComparing(PlannedPayment::id))
                .toList();
    }

    List<PlannedUndo> undos() {
        return List.copyOf(undos);
    }

    void run() {
        invoices.forEach(this::plan);
        combined.values().forEach(this::payTogether);
        for (int i = 0; i < UNKNOWN_PAYERS; i++) {
            payUnknown(i);
        }
    }

    private void plan(DemoInvoice invoice) {
        DemoCustomer customer = customers.get(invoice.customer());
        if (customer.habit() == Habit.COMBINING) {
            String key = customer.externalId() + invoice.account() + YearMonth.from(invoice.issueDate());
            combined.computeIfAbsent(key, k -> new ArrayList<>()).add(invoice);
        } else if (customer.habit() == Habit.SILENT) {
            pay(invoice, customer, Kind.NO_REFERENCE, invoice.totals().gross(), payDate(invoice, customer));
        } else if (draw.chance(CREDIT_PERCENT)) {
            credit(invoice, customer);
        } else {
            payAlone(invoice, customer);
        }
    }

    private void credit(DemoInvoice invoice, DemoCustomer customer) {
        BigDecimal gross = invoice.totals().gross();
        Optional<DemoLine> line = invoice.lines().stream()
                .filter(l -> l.allowanceAmount().signum() == 0)
                // Whole pieces at a price in whole cents: there is only one right amount for a part of them.
                .filter(l -> l.quantity().scale() == 0 && l.unitPrice().scale() == 2)
                .filter(l -> l.quantity().compareTo(BigDecimal.ONE) > 0)
                .findFirst();
        int week = invoice.week() + 1;
        if (line.isEmpty() || draw.chance(40) || invoice.lines().size() == 1) {
            credits.add(new PlannedCredit(invoice.externalId(), week, true, List.of(), "Order cancelled", gross));
            return;
        }
        DemoLine whole = line.get();
        BigDecimal quantity = whole.quantity().divide(BigDecimal.valueOf(2), 0, RoundingMode.DOWN);
        DemoLine part =
                new DemoLine(whole.lineNumber(), "", quantity, "", whole.unitPrice(), BigDecimal.ZERO, whole.vatRate());
        BigDecimal amount = DemoTotals.of(List.of(part)).gross();
        credits.add(new PlannedCredit(
                invoice.externalId(),
                week,
                false,
                List.of(new CreditedLine(whole.lineNumber(), quantity)),
                "Goods returned",
                amount));
        LocalDate date = payDate(invoice, customer);
        LocalDate earliest = DemoYear.bankDay(DemoYear.date(week).plusDays(2));
        pay(invoice, customer, Kind.EXACT, gross.subtract(amount), date.isBefore(earliest) ? earliest : date);
    }

    private void payAlone(DemoInvoice invoice, DemoCustomer customer) {
        BigDecimal gross = invoice.totals().gross();
        LocalDate date = payDate(invoice, customer);
        int unpaidPercent = customer.habit() == Habit.BAD ? 50 : 6;
        int roll = draw.between(0, 99);
        if (roll < unpaidPercent) {
            return;
        }
        if (roll < unpaidPercent + 8) {
            payInParts(invoice, customer, gross, date);
        } else if (roll < unpaidPercent + 11) {
            BigDecimal extra = DemoTotals.round(gross.multiply(BigDecimal.valueOf(draw.between(1, 20), 2)));
            pay(invoice, customer, Kind.OVERPAID, gross.add(extra), date);
        } else if (roll < unpaidPercent + 14) {
            payAndReturn(invoice, customer, gross, date);
        } else {
            payExactly(invoice, customer, gross, date);
        }
    }

    private void payExactly(DemoInvoice invoice, DemoCustomer customer, BigDecimal gross, LocalDate date) {
        PlannedPayment payment = pay(invoice, customer, Kind.EXACT, gross, date);
        if (payments.size() % UNDO_EVERY == 0 && payment.week() + 1 < DemoYear.LAST_WEEK) {
            undos.add(new PlannedUndo(payment.id(), invoice.externalId(), payment.week() + 1, undos.size() % 2 == 0));
        }
    }

    private void payInParts(DemoInvoice invoice, DemoCustomer customer, BigDecimal gross, LocalDate date) {
        BigDecimal first = DemoTotals.round(gross.multiply(BigDecimal.valueOf(draw.between(30, 70), 2)));
        pay(invoice, customer, Kind.PARTIAL, first, date);
        if (draw.chance(70)) {
            LocalDate later = DemoYear.bankDay(date.plusDays(draw.between(8, 40)));
            pay(invoice, customer, Kind.PARTIAL, gross.subtract(first), later);
        }
    }

    private void payAndReturn(DemoInvoice invoice, DemoCustomer customer, BigDecimal gross, LocalDate date) {
        PlannedPayment payment = pay(invoice, customer, Kind.EXACT, gross, date);
        LocalDate back = DemoYear.bankDay(date.plusDays(draw.between(3, 9)));
        payments.set(payments.size() - 1, payment.returned(back));
        if (draw.chance(60)) {
            pay(invoice, customer, Kind.EXACT, gross, DemoYear.bankDay(back.plusDays(draw.between(8, 25))));
        }
    }

    private PlannedPayment pay(
            DemoInvoice invoice, DemoCustomer customer, Kind kind, BigDecimal amount, LocalDate date) {
        Reference reference = draw.chance(60) ? Reference.STRUCTURED : Reference.INVOICE_NUMBER;
        PlannedPayment payment = new PlannedPayment(
                nextId(),
                kind,
                date,
                invoice.account(),
                Optional.of(customer.externalId()),
                kind == Kind.NO_REFERENCE ? Reference.NONE : reference,
                kind == Kind.NO_REFERENCE ? List.of() : List.of(invoice.externalId()),
                amount,
                Optional.empty());
        payments.add(payment);
        return payment;
    }

    private void payTogether(List<DemoInvoice> group) {
        DemoInvoice last = group.get(group.size() - 1);
        DemoCustomer customer = customers.get(last.customer());
        LocalDate nextMonth = YearMonth.from(last.issueDate()).plusMonths(1).atDay(draw.between(5, 25));
        BigDecimal sum = group.stream().map(i -> i.totals().gross()).reduce(BigDecimal.ZERO, BigDecimal::add);
        payments.add(new PlannedPayment(
                nextId(),
                group.size() == 1 ? Kind.EXACT : Kind.COMBINED,
                DemoYear.bankDay(nextMonth),
                last.account(),
                Optional.of(customer.externalId()),
                Reference.INVOICE_NUMBER,
                group.stream().map(DemoInvoice::externalId).toList(),
                sum,
                Optional.empty()));
    }

    private void payUnknown(int index) {
        List<String> accounts =
                invoices.stream().map(DemoInvoice::account).distinct().sorted().toList();
        payments.add(new PlannedPayment(
                nextId(),
                Kind.UNKNOWN_PAYER,
                DemoYear.bankDay(DemoYear.date(2 * index + 1).plusDays(draw.between(1, 5))),
                draw.oneOf(accounts),
                Optional.empty(),
                Reference.NONE,
                List.of(),
                BigDecimal.valueOf(draw.between(1_000, 900_000), 2),
                Optional.empty()));
    }

    private LocalDate payDate(DemoInvoice invoice, DemoCustomer customer) {
        int late =
                switch (customer.habit()) {
                    case PROMPT -> draw.between(-6, 0);
                    case USUAL, SILENT, COMBINING -> draw.between(-2, 10);
                    case LATE -> draw.between(5, 45);
                    case BAD -> draw.between(30, 90);
                };
        LocalDate date = customer.dueDate(invoice.issueDate()).plusDays(late);
        LocalDate earliest = invoice.issueDate().plusDays(2);
        return DemoYear.bankDay(date.isBefore(earliest) ? earliest : date);
    }

    private String nextId() {
        return String.format("PAY-%05d", payments.size() + 1);
    }
}
