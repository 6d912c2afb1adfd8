package io.receivables.invoicing.invoice.model;

import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The last day on which payment is in time; days are the debtor's. */
public record DueDate(LocalDate date) {
    /** A due date before the issue date is refused. */
    public static DueDate of(LocalDate date, LocalDate issueDate) {
        if (date.isBefore(issueDate)) {
            throw Problem.of(
                            InvoicingProblem.DUE_DATE_BEFORE_ISSUE_DATE,
                            "Due date " + date + " lies before issue date " + issueDate + ".")
                    .at("dueDate", "before_issue_date", "lies before the issue date");
        }
        return new DueDate(date);
    }

    /** The first instant at which the invoice is overdue: the start of the next day in the debtor's time zone. */
    public Instant overdueAt(ZoneId debtorZone) {
        return date.plusDays(1).atStartOfDay(debtorZone).toInstant();
    }
}
