package io.receivables.invoicing.invoice.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A draft that may be issued: everything is decided and nothing can be refused any more, so that a number taken for it is
 * used.
 */
public record Issuable(
        Invoice draft, IssueParties parties, LocalDate issueDate, DueDate dueDate, PaymentTerms agreed, Instant now) {

    /** The issued invoice with its legal number; parties and dates are fixed from here on. */
    public Invoice numbered(String number) {
        var rounding = Rounding.of(draft.draft().content().currency());
        var customer = parties.customer();
        var issue = new Issue(
                number,
                CreditorReference.ofNumber(number),
                issueDate,
                dueDate.date(),
                dueDate.overdueAt(ZoneId.of(customer.timeZone())),
                now,
                agreed,
                parties.seller(),
                customer);
        return new Invoice(
                draft.id(),
                draft.version(),
                draft.sequence() + 1,
                draft.draft(),
                draft.document(),
                Optional.of(issue),
                Progress.issued(draft.document().totals().totalWithVat(), rounding));
    }
}
