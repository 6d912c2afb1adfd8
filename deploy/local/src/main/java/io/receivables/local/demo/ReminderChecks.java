package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.figures.ExpectedReminders.Expected;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reminders, their mails, and which invoices are overdue. */
final class ReminderChecks {

    private static final LocalDate YEAR_END = DemoYear.date(DemoYear.LAST_WEEK);

    private final TenantApi api;
    private final DemoOutcome outcome;
    private final Checks checks;
    private final Map<String, String> externalIds = new HashMap<>();

    ReminderChecks(TenantApi api, DemoOutcome outcome, Checks checks) {
        this.api = api;
        this.outcome = outcome;
        this.checks = checks;
        outcome.issued().forEach((externalId, issued) -> externalIds.put(issued.id(), externalId));
    }

    void run() {
        reminders();
    }

    private void reminders() {
        List<JsonNode> sent = api.dunning().all("/v1/reminders?state=SENT");
        Set<String> expected =
                outcome.reminders().stream().map(ReminderChecks::name).collect(Collectors.toCollection(HashSet::new));
        Set<String> actual = sent.stream().map(this::name).collect(Collectors.toCollection(HashSet::new));
        checks.equal("reminders sent", expected.size(), actual.size());
        actual.retainAll(expected);
        checks.equal("reminders of the right invoice, level and day", expected.size(), actual.size());
        long unpaid = sent.stream().filter(this::wasUnpaid).count();
        checks.equal("reminders for invoices unpaid at that moment", sent.size(), unpaid);
        checks.equal("mails received over SMTP", sent.size(), outcome.mails());
        long overdue = api.invoicing().all("/v1/invoices?status=OVERDUE").size();
        long expectedOverdue = outcome.books().invoices().stream()
                .filter(i -> i.open().signum() > 0 && i.dueDate().isBefore(YEAR_END))
                .count();
        checks.equal("invoices overdue at the end of the year", expectedOverdue, overdue);
    }

    private static String name(Expected expected) {
        return expected.invoice() + " level " + expected.level() + " on " + expected.date();
    }

    private String name(JsonNode reminder) {
        return externalIds.get(reminder.path("invoiceId").asText()) + " level "
                + reminder.path("level").asInt() + " on " + day(reminder);
    }

    private static LocalDate day(JsonNode reminder) {
        return Instant.parse(reminder.path("sentAt").asText())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** Open before the week's payments came in, or opened again by them. */
    private boolean wasUnpaid(JsonNode reminder) {
        InvoiceBalance invoice = outcome.books()
                .invoice(externalIds.get(reminder.path("invoiceId").asText()));
        int week = DemoYear.weekOfStatement(day(reminder));
        return invoice.openAfter(week - 1).signum() > 0
                || invoice.openAfter(week).signum() > 0;
    }
}
