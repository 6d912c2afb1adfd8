package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.data.WeekPlan;
import io.receivables.local.demo.figures.Figures;
import io.receivables.local.demo.figures.InvoiceBalance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Invoices, credit notes, payments and open items, each summed over the owner's list. */
final class MoneyChecks {

    private final TenantApi api;
    private final DemoOutcome outcome;
    private final Checks checks;

    MoneyChecks(TenantApi api, DemoOutcome outcome, Checks checks) {
        this.api = api;
        this.outcome = outcome;
        this.checks = checks;
    }

    void run(Map<String, Figures> figures) {
        documents(figures);
        payments(figures);
        openByService(figures);
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
            BigDecimal total = Amounts.of(invoice.path("totalWithVat"));
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
            String currency = payment.path("amount").path("currency").asText();
            BigDecimal kept = Amounts.of(payment.path("amount")).subtract(Amounts.of(payment.path("reversedAmount")));
            received.merge(currency, kept, BigDecimal::add);
            unapplied.merge(currency, Amounts.of(payment.path("unappliedAmount")), BigDecimal::add);
        }
        figures.forEach((currency, sum) -> {
            checks.amount("paid, " + currency, sum.received(), received.getOrDefault(currency, BigDecimal.ZERO));
            checks.amount(
                    "unapplied cash, " + currency, sum.unapplied(), unapplied.getOrDefault(currency, BigDecimal.ZERO));
        });
        List<JsonNode> statements = api.payment().all("/v1/statements");
        long balanced =
                statements.stream().filter(s -> s.path("balanced").asBoolean()).count();
        checks.equal("bank statements that add up", plannedStatements(), balanced);
        checks.equal("bank statements in all", plannedStatements(), statements.size());
    }

    /** One statement for each account and week in which money moved on it. */
    private long plannedStatements() {
        return IntStream.rangeClosed(0, DemoYear.LAST_WEEK)
                .mapToObj(week -> WeekPlan.of(outcome.data(), week))
                .mapToLong(week -> week.movements().stream()
                        .map(movement -> movement.payment().account())
                        .distinct()
                        .count())
                .sum();
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
}
