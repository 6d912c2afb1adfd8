package io.receivables.local.demo.data;

import java.time.LocalDate;
import java.time.YearMonth;

/** A customer of the demo with the payment behaviour that the plan is made from. */
public record DemoCustomer(
        String externalId,
        String kind,
        String name,
        String vatId,
        String language,
        String timeZone,
        String currency,
        String region,
        String termsKind,
        int termsDays,
        String street,
        String city,
        String postalCode,
        String countryCode,
        String contactName,
        String email,
        String phone,
        String iban,
        Habit habit) {

    /** How the customer pays. */
    public enum Habit {
        PROMPT,
        USUAL,
        LATE,
        BAD,
        /** Transfers without any reference; only the account tells who pays. */
        SILENT,
        /** Pays all invoices of a month with one transfer. */
        COMBINING
    }

    /** Due date by the customer's terms: net days, or end of the month of issue plus days. */
    public LocalDate dueDate(LocalDate issueDate) {
        LocalDate base =
                termsKind.equals("NET") ? issueDate : YearMonth.from(issueDate).atEndOfMonth();
        return base.plusDays(termsDays);
    }
}
