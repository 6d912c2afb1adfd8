package io.receivables.local.demo;

import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.WeekPlan;
import io.receivables.local.demo.figures.Books;
import io.receivables.local.demo.figures.Figures;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells month by month what happened. */
final class Account {

    private final PrintStream out;
    private int invoices;
    private int credits;
    private int payments;
    private int returns;
    private int corrections;
    private int remindersBefore;

    Account(PrintStream out) {
        this.out = out;
    }

    void heading() {
        out.println();
        out.println("The year 2025 of the tenant 'demo', on its sandbox clock:");
        out.println();
        out.println("  month      invoices  credit notes  payments  returned  corrected  reminders  open now  overdue");
    }

    void week(WeekPlan week) {
        invoices += week.invoices().size();
        credits += week.credits().size();
        returns += (int)
                week.movements().stream().filter(WeekPlan.Movement::returned).count();
        payments += (int) week.movements().stream().filter(m -> !m.returned()).count();
        corrections += week.undos().size() + week.allocationsByHand().size();
    }

    /** Prints the month when the week was its last one. */
    void endOfWeek(int week, Books books, int reminders) {
        LocalDate today = DemoYear.date(week);
        boolean last = week == DemoYear.LAST_WEEK || DemoYear.date(week + 1).getMonth() != today.getMonth();
        if (!last) {
            return;
        }
        long open = books.invoices().stream().filter(i -> i.open().signum() > 0).count();
        long overdue = books.invoices().stream()
                .filter(i -> i.open().signum() > 0 && i.dueDate().isBefore(today))
                .count();
        String month = today.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        out.printf(
                "  %-10s %8d  %12d  %8d  %8d  %9d  %9d  %8d  %7d%n",
                month, invoices, credits, payments, returns, corrections, reminders - remindersBefore, open, overdue);
        out.printf("             open: %s%n", openByCurrency(books, today));
        remindersBefore = reminders;
        invoices = 0;
        credits = 0;
        payments = 0;
        returns = 0;
        corrections = 0;
    }

    private static String openByCurrency(Books books, LocalDate today) {
        Map<String, Figures> figures = books.figures(today);
        return figures.entrySet().stream()
                .map(entry -> entry.getKey() + " " + grouped(entry.getValue().open()))
                .collect(Collectors.joining(", "));
    }

    static String grouped(BigDecimal amount) {
        return String.format(Locale.ENGLISH, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }

    void story(InvoiceBalance invoice, String text) {
        out.printf("             %s: %s%n", invoice.invoice().externalId(), text);
    }
}
