package io.receivables.invoicing.invoice.model;

import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A draft or issued invoice. Once issued, only its progress moves; the document itself never does.
 *
 * @param version grows by one with each change
 * @param sequence number of events published
 */
public record Invoice(
        UUID id,
        long version,
        long sequence,
        InvoiceDraft draft,
        CalculatedInvoice document,
        Optional<Issue> issue,
        Progress progress) {

    public static Invoice draft(UUID id, InvoiceDraft draft) {
        return new Invoice(
                id, 1, 0, draft, InvoiceCalculator.calculate(draft.content()), Optional.empty(), progress(draft));
    }

    /** The changed draft; an issued invoice is refused. */
    public Invoice changed(InvoiceDraft to) {
        requireDraft();
        return new Invoice(
                id,
                version + 1,
                sequence,
                to,
                InvoiceCalculator.calculate(to.content()),
                Optional.empty(),
                progress(to));
    }

    /** Decides whether the draft can be issued now; refused otherwise. */
    public Issuable issuable(IssueParties parties, Instant now) {
        requireDraft();
        return parties.issuable(this, now);
    }

    public Invoice withVersion(long newVersion) {
        return new Invoice(id, newVersion, sequence, draft, document, issue, progress);
    }

    public void requireDraft() {
        if (issue.isPresent()) {
            throw Problem.of(
                    InvoicingProblem.INVOICE_IMMUTABLE,
                    "Invoice " + issue.get().number() + " is issued and cannot be changed; credit it instead.");
        }
    }

    private static Progress progress(InvoiceDraft draft) {
        return Progress.draft(Rounding.of(draft.content().currency()));
    }
}
