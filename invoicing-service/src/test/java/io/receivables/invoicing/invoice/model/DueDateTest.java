package io.receivables.invoicing.invoice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.invoice.model.PaymentTerms.Kind;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueDateTest {

    @ParameterizedTest(name = "{0} {1} days from {2} is {3}")
    @CsvSource({
        "NET,0,2026-05-15,2026-05-15",
        "NET,30,2026-05-15,2026-06-14",
        "NET,14,2026-12-25,2027-01-08",
        "END_OF_MONTH,0,2026-05-15,2026-05-31",
        "END_OF_MONTH,30,2026-01-31,2026-03-02",
        "END_OF_MONTH,15,2028-02-01,2028-03-15"
    })
    void theDueDateFollowsFromTheTerms(Kind kind, int days, LocalDate issued, LocalDate due) {
        assertThat(new PaymentTerms(kind, days).dueDate(issued)).isEqualTo(due);
    }

    @ParameterizedTest(name = "due {0} in {1} is overdue at {2}")
    @CsvSource({
        "2026-05-15,Europe/Budapest,2026-05-15T22:00:00Z",
        "2026-01-15,Europe/Budapest,2026-01-15T23:00:00Z",
        "2026-05-15,Asia/Shanghai,2026-05-15T16:00:00Z",
        "2026-05-15,America/New_York,2026-05-16T04:00:00Z",
        "2026-03-28,Europe/Bucharest,2026-03-28T22:00:00Z"
    })
    void anInvoiceIsOverdueWhenItsDueDateHasEndedForTheDebtor(LocalDate due, String zone, String overdueAt) {
        assertThat(new DueDate(due).overdueAt(ZoneId.of(zone))).isEqualTo(overdueAt);
    }

    @Test
    void aDueDateBeforeTheIssueDateIsRefused() {
        var problem = catchThrowableOfType(
                Problem.class, () -> DueDate.of(LocalDate.of(2026, 5, 14), LocalDate.of(2026, 5, 15)));

        assertThat(problem.code()).isEqualTo(InvoicingProblem.DUE_DATE_BEFORE_ISSUE_DATE);
    }
}
