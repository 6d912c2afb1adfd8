package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.figures.Bucket;
import io.receivables.local.demo.figures.Figures;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The ageing report in total and per customer, and the counters. */
final class ReportChecks {

    private static final LocalDate YEAR_END = DemoYear.date(DemoYear.LAST_WEEK);

    static final Map<Bucket, String> BUCKET_FIELDS = new EnumMap<>(Map.of(
            Bucket.NOT_DUE, "notDue",
            Bucket.DAYS_1_30, "days1To30",
            Bucket.DAYS_31_60, "days31To60",
            Bucket.DAYS_61_90, "days61To90",
            Bucket.DAYS_91_120, "days91To120",
            Bucket.OVER_120, "over120Days"));

    private final TenantApi api;
    private final DemoOutcome outcome;
    private final Checks checks;

    ReportChecks(TenantApi api, DemoOutcome outcome, Checks checks) {
        this.api = api;
        this.outcome = outcome;
        this.checks = checks;
    }

    void run(Map<String, Figures> figures) {
        ageing(figures);
        customers();
        counters(figures);
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

    private void counters(Map<String, Figures> figures) {
        JsonNode counters = api.reporting().get("/v1/reports/counters");
        Map<String, JsonNode> byCurrency = new TreeMap<>();
        counters.path("currencies")
                .forEach(c -> byCurrency.put(c.path("currency").asText(), c));
        long issued = sum(byCurrency, "issued");
        checks.equal("counter of issued invoices", outcome.data().invoices().size(), issued);
        checks.equal(
                "counter of overdue invoices",
                count(i -> i.open().signum() > 0 && i.dueDate().isBefore(YEAR_END)),
                sum(byCurrency, "overdue"));
        checks.equal("counter of open invoices", count(i -> i.open().signum() > 0), sum(byCurrency, "open"));
        checks.equal("counter of reminders", outcome.reminders().size(), sum(byCurrency, "reminded"));
        figures.forEach((currency, sum) -> {
            JsonNode own = byCurrency.get(currency);
            checks.amount(
                    "counter received, " + currency,
                    sum.received(),
                    Amounts.of(own.path("received").path("amount")));
            checks.amount(
                    "counter credited, " + currency,
                    sum.credited(),
                    Amounts.of(own.path("credited").path("amount")));
        });
    }

    private long count(Predicate<InvoiceBalance> wanted) {
        return outcome.books().invoices().stream().filter(wanted).count();
    }

    private static long sum(Map<String, JsonNode> counters, String field) {
        return counters.values().stream()
                .mapToLong(c -> c.path(field).path("count").asLong())
                .sum();
    }
}
