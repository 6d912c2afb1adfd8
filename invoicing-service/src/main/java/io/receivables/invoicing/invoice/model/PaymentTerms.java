package io.receivables.invoicing.invoice.model;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** When an invoice of this customer is due (rules D14): days after the issue date, or after the end of its month. */
public record PaymentTerms(Kind kind, int days) {
    /** From which day the days are counted. */
    public enum Kind {
        NET,
        END_OF_MONTH
    }

    public LocalDate dueDate(LocalDate issueDate) {
        var base =
                switch (kind) {
                    case NET -> issueDate;
                    case END_OF_MONTH -> issueDate.with(TemporalAdjusters.lastDayOfMonth());
                };
        return base.plusDays(days);
    }
}
