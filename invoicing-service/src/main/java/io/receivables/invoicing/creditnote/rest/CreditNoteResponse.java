package io.receivables.invoicing.creditnote.rest;

import io.receivables.invoicing.creditnote.model.Credit;
import io.receivables.invoicing.creditnote.model.CreditNote;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.rest.TotalsResponse;
import io.receivables.invoicing.invoice.rest.VatResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An issued credit note; amounts are positive and reduce what the customer owes. */
@Schema(name = "CreditNote")
public record CreditNoteResponse(
        UUID creditNoteId,
        @Schema(description = "UNCL 1001: 381.", examples = "381") String documentType,
        String number,
        UUID invoiceId,
        String invoiceNumber,
        UUID sellerId,
        UUID customerId,
        LocalDate issueDate,
        Instant issuedAt,
        String currency,
        String reason,
        @Schema(description = "Whether nothing of the invoice is left after it.") boolean full,
        List<LineResponse> lines,
        List<VatResponse> vatBreakdown,
        TotalsResponse totals) {

    /** A credited line; its number is that of the invoice line. */
    @Schema(name = "CreditNoteLine")
    public record LineResponse(
            int lineNumber,
            String description,
            BigDecimal quantity,
            String unitCode,
            BigDecimal unitPrice,
            Optional<BigDecimal> allowanceAmount,
            BigDecimal netAmount,
            VatCategory vatCategory,
            BigDecimal vatRate) {
        static LineResponse of(Credit.Line line) {
            return new LineResponse(
                    line.lineNumber(),
                    line.description(),
                    line.quantity(),
                    line.unitCode(),
                    line.unitPrice(),
                    Optional.of(line.allowance()).filter(a -> a.signum() > 0),
                    line.net(),
                    line.vat().category(),
                    line.vat().rate());
        }
    }

    static CreditNoteResponse of(CreditNote note) {
        var credit = note.credit();
        return new CreditNoteResponse(
                note.id(),
                "381",
                note.number(),
                note.invoiceId(),
                note.invoiceNumber(),
                note.sellerId(),
                note.customerId(),
                note.issueDate(),
                note.issuedAt(),
                note.currency().getCurrencyCode(),
                note.reason(),
                credit.full(),
                credit.lines().stream().map(LineResponse::of).toList(),
                credit.vatBreakdown().stream().map(VatResponse::of).toList(),
                TotalsResponse.of(credit.totals()));
    }
}
