package io.receivables.local.demo;

import io.receivables.local.api.TenantApi;
import io.receivables.local.demo.data.DemoYear;
import io.receivables.local.demo.figures.Figures;
import java.util.Map;

/** Compares what the five services say at the end of the year, also of the past, with the demo's own books. */
final class DemoChecks {

    private DemoChecks() {}

    static Checks run(TenantApi api, DemoOutcome outcome) {
        Checks checks = new Checks();
        Map<String, Figures> figures = outcome.books().figures(DemoYear.date(DemoYear.LAST_WEEK));
        new MoneyChecks(api, outcome, checks).run(figures);
        new ReportChecks(api, outcome, checks).run(figures);
        new PastChecks(api, outcome, checks).run();
        new ReminderChecks(api, outcome, checks).run();
        return checks;
    }
}
