package io.receivables.local.demo.figures;

import io.receivables.local.demo.data.DemoYear;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which reminders the demo's policy asks for, found from the plan alone: levels in days from the due date, taken in order, at least some days
 * apart, a notice before the due date only while it makes sense, nothing for an invoice that is paid.
 */
public final class ExpectedReminders {

    /** Days relative to the due date of each level of the demo's policy. */
    public static final List<Integer> LEVEL_DAYS = List.of(-3, 3, 14, 30);

    /** Least days between two reminders of one invoice. */
    public static final int GAP_DAYS = 5;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, LocalDate> lastSent = new HashMap<>();
    private final List<Expected> all = new ArrayList<>();

    /** One reminder: the invoice's external id, the level from 1, and the day in the demo's year. */
    public record Expected(String invoice, int level, LocalDate date) {}

    /** Adds what becomes due on the day of a week, given what is open now. */
    public void look(Books books, int week) {
        LocalDate today = DemoYear.date(week);
        for (InvoiceBalance invoice : books.invoices()) {
            if (invoice.open().signum() > 0) {
                look(invoice, today);
            }
        }
    }

    private void look(InvoiceBalance invoice, LocalDate today) {
        String id = invoice.invoice().externalId();
        for (int level = levels.getOrDefault(id, 0) + 1; level <= LEVEL_DAYS.size(); level++) {
            LocalDate planned = invoice.dueDate().plusDays(LEVEL_DAYS.get(level - 1));
            LocalDate day =
                    lastSent.containsKey(id) ? later(planned, lastSent.get(id).plusDays(GAP_DAYS)) : planned;
            if (LEVEL_DAYS.get(level - 1) <= 0 && isPointless(invoice, planned, day, today)) {
                continue;
            }
            if (!day.isAfter(today)) {
                levels.put(id, level);
                lastSent.put(id, today);
                all.add(new Expected(id, level, today));
            }
            return;
        }
    }

    private static boolean isPointless(InvoiceBalance invoice, LocalDate planned, LocalDate day, LocalDate today) {
        return today.isAfter(invoice.dueDate())
                || day.isAfter(invoice.dueDate())
                || !planned.isAfter(invoice.invoice().issueDate());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    public List<Expected> all() {
        return List.copyOf(all);
    }
}
