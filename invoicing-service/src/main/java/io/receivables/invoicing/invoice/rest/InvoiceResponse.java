package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.BuyerParty;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.InvoiceStatus;
import io.receivables.invoicing.invoice.model.Issue;
import io.receivables.invoicing.invoice.model.PaymentTerms;
import io.receivables.invoicing.invoice.model.SellerParty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice with all its amounts, parties and progress. */
@Schema(name = "Invoice")
public record InvoiceResponse(
        UUID invoiceId,
        long version,
        InvoiceStatus status,
        @Schema(description = "Absent on a draft.") Optional<String> number,
        Optional<String> externalId,
        Optional<String> orderReference,
        Optional<String> note,
        UUID sellerId,
        Optional<SellerParty> seller,
        UUID customerId,
        Optional<BuyerParty> customer,
        String currency,
        Optional<LocalDate> issueDate,
        Optional<LocalDate> dueDate,
        Optional<PaymentTerms> paymentTerms,
        @Schema(description = "First instant after the due date in the customer's time zone.")
                Optional<Instant> overdueAt,
        Optional<Instant> issuedAt,
        @Schema(description = "ISO 11649 creditor reference.") Optional<String> paymentReference,
        List<LineResponse> lines,
        List<AdjustmentResponse> allowances,
        List<AdjustmentResponse> charges,
        List<VatResponse> vatBreakdown,
        TotalsResponse totals,
        @Schema(
                        description =
                                "Copy of the open item of payment-service, as of openItemVersion; it begins as the total.")
                Optional<BigDecimal> openAmount,
        Optional<Long> openItemVersion,
        Optional<BigDecimal> creditedTotal,
        boolean overdue,
        Optional<LocalDate> paidOn) {

    public static InvoiceResponse of(Invoice invoice) {
        var draft = invoice.draft();
        var document = invoice.document();
        var issue = invoice.issue();
        var progress = invoice.progress();
        return new InvoiceResponse(
                invoice.id(),
                invoice.version(),
                progress.status(),
                issue.map(Issue::number),
                draft.externalId(),
                draft.orderReference(),
                draft.note(),
                draft.sellerId(),
                issue.map(Issue::seller),
                draft.customerId(),
                issue.map(Issue::customer),
                draft.content().currency().getCurrencyCode(),
                issue.map(Issue::issueDate).or(draft.wishes()::issueDate),
                issue.map(Issue::dueDate).or(draft.wishes()::dueDate),
                issue.map(Issue::terms).or(draft.wishes()::terms),
                issue.map(Issue::overdueAt),
                issue.map(Issue::issuedAt),
                issue.map(i -> i.paymentReference().value()),
                document.lines().stream()
                        .map(line -> LineResponse.of(line, document.vatBreakdown()))
                        .toList(),
                document.allowances().stream().map(AdjustmentResponse::of).toList(),
                document.charges().stream().map(AdjustmentResponse::of).toList(),
                document.vatBreakdown().stream().map(VatResponse::of).toList(),
                TotalsResponse.of(document.totals()),
                issue.map(i -> progress.openAmount()),
                issue.map(i -> progress.openItemVersion()),
                issue.map(i -> progress.creditedTotal()),
                progress.overdue() && progress.status() == InvoiceStatus.OVERDUE,
                progress.paidOn());
    }
}
