package io.receivables.reporting.ageing.rest;

import io.receivables.reporting.ageing.store.AgeingQueries.AgedAccount;

/** The ageing report as a file for spreadsheets: one line per customer and currency. */
final class AgeingCsv {
    private final CsvText csv = new CsvText();

    AgeingCsv() {
        for (var title : new String[] {
            "customerId",
            "externalId",
            "name",
            "currency",
            "notDue",
            "days1To30",
            "days31To60",
            "days61To90",
            "days91To120",
            "over120Days",
            "open",
            "unapplied",
            "balance",
            "oldestDueDate"
        }) {
            csv.cell(title);
        }
        csv.line();
    }

    void add(AgedAccount account) {
        var amounts = AgeingAmounts.of(account.balance());
        csv.cell(account.customerId().toString())
                .cell(account.externalId())
                .cell(account.name())
                .cell(amounts.currency())
                .cell(amounts.notDue())
                .cell(amounts.days1To30())
                .cell(amounts.days31To60())
                .cell(amounts.days61To90())
                .cell(amounts.days91To120())
                .cell(amounts.over120Days())
                .cell(amounts.open())
                .cell(amounts.unapplied())
                .cell(amounts.balance())
                .cell(amounts.oldestDueDate())
                .line();
    }

    @Override
    public String toString() {
        return csv.toString();
    }
}
