package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.figures.Bucket;
import io.receivables.local.demo.figures.ExpectedReminders.Expected;
import io.receivables.local.demo.figures.Figures;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the five services say at the end of the year with the demo's own books. */
final class DemoChecks {

    private static final LocalDate YEAR_END = DemoYear.date(DemoYear.LAST_WEEK);
    private static final Map<Bucket, String> BUCKET_FIELDS = new EnumMap<>(Map.of(
            Bucket.NOT_DUE, "notDue",
            Bucket.DAYS_1_30, "days1To30",
            Bucket.DAYS_31_60, "days31To60",
            Bucket.DAYS_61_90, "days61To90",
            Bucket.DAYS_91_120, "days91To120",
            Bucket.OVER_120, "over120Days"));

    private final TenantApi api;
    private final DemoOutcome outcome;
    private final Checks checks = new Checks();
    private final Map<String, String> externalIds = new HashMap<>();

    DemoChecks(TenantApi api, DemoOutcome outcome) {
        this.api = api;
        this.outcome = outcome;
        outcome.issued().forEach((externalId, issued) -> externalIds.put(issued.id(), externalId));
    }

    Checks run() {
        Map<String, Figures> figures = outcome.books().figures(YEAR_END);
        documents(figures);
        payments(figures);
        openByService(figures);
        ageing(figures);
        customers();
        reminders();
        return checks;
    }

    private void documents(Map<String, Figures> figures) {
        List<JsonNode> invoices = api.invoicing().all("/v1/invoices");
        checks.equal("invoices issued", outcome.data().invoices().size(), invoices.size());
        Map<String, BigDecimal> invoiced = new TreeMap<>();
        int rightTotals = 0;
        int rightDueDates = 0;
        for (JsonNode invoice : invoices) {
            InvoiceBalance expected =
                    outcome.books().invoice(invoice.path("externalId").asText());
            BigDecimal total = Amounts.of(invoice.path("totals").path("totalWithVat"));
            invoiced.merge(invoice.path("currency").asText(), total, BigDecimal::add);
            rightTotals += total.compareTo(expected.total()) == 0 ? 1 : 0;
            rightDueDates +=
                    invoice.path("dueDate").asText().equals(expected.dueDate().toString()) ? 1 : 0;
        }
        checks.equal("invoices with the right total", invoices.size(), rightTotals);
        checks.equal("invoices with the right due date", invoices.size(), rightDueDates);
        figures.forEach((currency, sum) -> checks.amount(
                "invoiced, " + currency, sum.invoiced(), invoiced.getOrDefault(currency, BigDecimal.ZERO)));
        Map<String, BigDecimal> credited = new TreeMap<>();
        List<JsonNode> creditNotes = api.invoicing().all("/v1/credit-notes");
        for (JsonNode note : creditNotes) {
            credited.merge(
                    note.path("currency").asText(),
                    Amounts.of(note.path("totals").path("totalWithVat")),
                    BigDecimal::add);
        }
        long planned = outcome.data().credits().stream()
                .filter(c -> c.week() <= DemoYear.LAST_WEEK)
                .count();
        checks.equal("credit notes issued", planned, creditNotes.size());
        figures.forEach((currency, sum) -> checks.amount(
                "credited, " + currency, sum.credited(), credited.getOrDefault(currency, BigDecimal.ZERO)));
    }

    private void payments(Map<String, Figures> figures) {
        Map<String, BigDecimal> received = new TreeMap<>();
        Map<String, BigDecimal> unapplied = new TreeMap<>();
        for (JsonNode payment : api.payment().all("/v1/payments")) {
            String currency = payment.path("currency").asText();
            boolean reversed = payment.path("status").asText().equals("REVERSED");
            received.merge(currency, reversed ? BigDecimal.ZERO : Amounts.of(payment.path("amount")), BigDecimal::add);
            unapplied.merge(currency, Amounts.of(payment.path("unapplied")), BigDecimal::add);
        }
        figures.forEach((currency, sum) -> {
            checks.amount("paid, " + currency, sum.received(), received.getOrDefault(currency, BigDecimal.ZERO));
            checks.amount(
                    "unapplied cash, " + currency, sum.unapplied(), unapplied.getOrDefault(currency, BigDecimal.ZERO));
        });
        List<JsonNode> statements = api.payment().all("/v1/statements");
        long balanced =
                statements.stream().filter(s -> s.path("balanced").asBoolean()).count();
        checks.equal("bank statements that add up", statements.size(), balanced);
    }

    private void openByService(Map<String, Figures> figures) {
        open("payment-service", figures, api.payment().all("/v1/open-items"), "openAmount");
        open("invoicing-service", figures, api.invoicing().all("/v1/invoices"), "openAmount");
        open("dunning-service", figures, api.dunning().all("/v1/cases"), "open");
    }

    private void open(String service, Map<String, Figures> figures, List<JsonNode> items, String field) {
        Map<String, BigDecimal> open = new TreeMap<>();
        for (JsonNode item : items) {
            JsonNode amount = item.path(field);
            String currency = amount.isObject()
                    ? amount.path("currency").asText()
                    : item.path("currency").asText();
            open.merge(currency, Amounts.of(amount), BigDecimal::add);
        }
        figures.forEach((currency, sum) -> checks.amount(
                "open by " + service + ", " + currency, sum.open(), open.getOrDefault(currency, BigDecimal.ZERO)));
    }

    private void ageing(Map<String, Figures> figures) {
        Patience.within(Patience.LIMIT, () -> reportedOpen().equals(expectedOpen(figures)));
        JsonNode report = api.reporting().get("/v1/reports/ageing?asOf=" + YEAR_END);
        for (JsonNode total : report.path("totals")) {
            String currency = total.path("currency").asText();
            Figures expected = figures.get(currency);
            JsonNode amounts = total.path("amounts");
            BUCKET_FIELDS.forEach((bucket, field) -> checks.amount(
                    "ageing " + field + ", " + currency,
                    expected.ageing().get(bucket),
                    Amounts.of(amounts.path(field))));
            checks.amount("ageing unapplied, " + currency, expected.unapplied(), Amounts.of(amounts.path("unapplied")));
        }
        checks.equal(
                "currencies in the ageing report",
                figures.size(),
                report.path("totals").size());
    }

    private Map<String, String> reportedOpen() {
        Map<String, String> open = new TreeMap<>();
        JsonNode report = api.reporting().get("/v1/reports/ageing?asOf=" + YEAR_END);
        report.path("totals")
                .forEach(total -> open.put(
                        total.path("currency").asText(),
                        Account.grouped(Amounts.of(total.path("amounts").path("open")))));
        return open;
    }

    private static Map<String, String> expectedOpen(Map<String, Figures> figures) {
        Map<String, String> open = new TreeMap<>();
        figures.forEach((currency, sum) -> open.put(currency, Account.grouped(sum.open())));
        return open;
    }

    private void customers() {
        Map<String, BigDecimal> expected = outcome.books().openByCustomer();
        Map<String, BigDecimal> reported = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = api.reporting()
                    .get("/v1/reports/ageing?limit=500&asOf=" + YEAR_END
                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .path("customers");
            page.path("items")
                    .forEach(customer -> reported.merge(
                            customer.path("externalId").asText(),
                            Amounts.of(customer.path("amounts").path("open")),
                            BigDecimal::add));
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        long right = expected.entrySet().stream()
                .filter(e -> e.getValue().compareTo(reported.getOrDefault(e.getKey(), BigDecimal.ZERO)) == 0)
                .count();
        checks.equal("customers with the right open amount in the report", expected.size(), right);
    }

    private void reminders() {
        List<JsonNode> sent = api.dunning().all("/v1/reminders?state=SENT");
        Set<String> expected =
                outcome.reminders().stream().map(DemoChecks::name).collect(Collectors.toCollection(HashSet::new));
        Set<String> actual = sent.stream().map(this::name).collect(Collectors.toCollection(HashSet::new));
        checks.equal("reminders sent", expected.size(), actual.size());
        actual.retainAll(expected);
        checks.equal("reminders of the right invoice, level and day", expected.size(), actual.size());
        long unpaid = sent.stream().filter(this::wasUnpaid).count();
        checks.equal("reminders for invoices unpaid at that moment", sent.size(), unpaid);
        checks.equal("mails received over SMTP", sent.size(), outcome.mails());
        long overdue = api.invoicing().all("/v1/invoices").stream()
                .filter(i -> i.path("overdue").asBoolean())
                .count();
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
