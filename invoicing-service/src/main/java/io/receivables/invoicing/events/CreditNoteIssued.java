package io.receivables.invoicing.events;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A credit note (document type 381, positive amounts) took back all or part of an invoice.
 *
 * @param full whether nothing of the invoice is left after it
 */
public record CreditNoteIssued(
        UUID creditNoteId,
        String number,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        LocalDate issueDate,
        String currency,
        String reason,
        boolean full,
        List<DocumentLine> lines,
        List<VatBreakdownRow> vatBreakdown,
        DocumentTotals totals)
        implements InvoicingEvent {

    @Override
    public String type() {
        return "CreditNoteIssued.v1";
    }
}
