package io.receivables.invoicing.creditnote;

import io.receivables.invoicing.creditnote.model.Credit;
import io.receivables.invoicing.creditnote.model.CreditNote;
import io.receivables.invoicing.events.CreditNoteIssued;
import io.receivables.invoicing.events.DocumentLine;
import io.receivables.invoicing.invoice.PublishedInvoice;
import java.util.Optional;

/** Translates a credit note into the published language. */
final class PublishedCreditNote {
    private PublishedCreditNote() {}

    static CreditNoteIssued issued(CreditNote note) {
        var credit = note.credit();
        return new CreditNoteIssued(
                note.id(),
                note.number(),
                note.invoiceId(),
                note.invoiceNumber(),
                note.customerId(),
                note.issueDate(),
                note.currency().getCurrencyCode(),
                note.reason(),
                credit.full(),
                credit.lines().stream().map(PublishedCreditNote::line).toList(),
                PublishedInvoice.vatBreakdown(credit.vatBreakdown()),
                PublishedInvoice.totals(credit.totals()));
    }

    private static DocumentLine line(Credit.Line line) {
        return new DocumentLine(
                line.lineNumber(),
                line.description(),
                line.quantity(),
                line.unitCode(),
                line.unitPrice(),
                Optional.of(line.allowance()).filter(a -> a.signum() > 0),
                line.net(),
                line.vat().category().name(),
                line.vat().rate());
    }
}
