package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.receivables.local.api.Amounts;
import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.figures.PastFigures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ageing report as of the end of every month of the year, asked when the year is over: the past does not change any more. */
final class PastChecks {

    private final TenantApi api;
    private final DemoOutcome outcome;
    private final Checks checks;

    private record Figure(String name, BigDecimal expected, BigDecimal reported) {
        /** A currency that the report does not have is one in which nothing is owed. */
        static Figure of(String field, String currency, BigDecimal expected, JsonNode amounts) {
            JsonNode amount = amounts.path(field);
            return new Figure(
                    "ageing " + field + ", " + currency,
                    expected,
                    amount.isMissingNode() ? BigDecimal.ZERO : Amounts.of(amount));
        }

        boolean isRight() {
            return expected.compareTo(reported) == 0;
        }
    }

    PastChecks(TenantApi api, DemoOutcome outcome, Checks checks) {
        this.api = api;
        this.outcome = outcome;
        this.checks = checks;
    }

    void run() {
        int year = DemoYear.date(DemoYear.LAST_WEEK).getYear();
        for (int month = 1; month <= 12; month++) {
            monthEnd(YearMonth.of(year, month).atEndOfMonth());
        }
    }

    /** One line when all figures of the day are right, and one for each that is not. */
    private void monthEnd(LocalDate asOf) {
        Map<String, PastFigures> expected = outcome.books().pastFigures(asOf);
        Map<String, JsonNode> reported = new TreeMap<>();
        api.reporting()
                .get("/v1/reports/ageing?asOf=" + asOf)
                .path("totals")
                .forEach(t -> reported.put(t.path("currency").asText(), t.path("amounts")));
        List<Figure> figures = new ArrayList<>();
        expected.forEach((currency, sum) -> {
            JsonNode amounts = reported.getOrDefault(currency, MissingNode.getInstance());
            ReportChecks.BUCKET_FIELDS.forEach((bucket, field) ->
                    figures.add(Figure.of(field, currency, sum.ageing().get(bucket), amounts)));
            figures.add(Figure.of("unapplied", currency, sum.unapplied(), amounts));
        });
        List<Figure> wrong =
                figures.stream().filter(figure -> !figure.isRight()).toList();
        checks.equal("ageing figures right as of " + asOf, figures.size(), figures.size() - wrong.size());
        wrong.forEach(figure -> checks.amount(figure.name() + " as of " + asOf, figure.expected(), figure.reported()));
    }
}
