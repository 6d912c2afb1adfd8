package io.receivables.invoicing.invoice.rest;

import io.receivables.chassis.money.Money;
import io.receivables.invoicing.invoice.model.InvoiceContent;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.Line;
import io.receivables.invoicing.invoice.model.Wishes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice to be drafted or issued; every amount is in the document's one currency. */
@Schema(name = "InvoiceRequest")
public record InvoiceRequest(
        @Size(min = 1, max = 100)
                @Schema(examples = "ERP-4711", description = "The caller's own id, unique per tenant.")
                String externalId,
        @Size(min = 1, max = 100) @Schema(examples = "SO-2026-118") String orderReference,
        @Size(min = 1, max = 2000) String note,
        @NotNull UUID sellerId,
        @NotNull UUID customerId,
        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code") @Schema(examples = "EUR")
                String currency,
        @Schema(examples = "2026-05-01", description = "Not in the future; the seller's day of issue when absent.")
                LocalDate issueDate,
        @Schema(examples = "2026-05-31", description = "Follows from the payment terms when absent.") LocalDate dueDate,
        @Valid @Schema(description = "The customer's terms when absent.") TermsRequest paymentTerms,
        @NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid LineRequest> lines,
        @Size(max = 50) List<@NotNull @Valid AdjustmentRequest> allowances,
        @Size(max = 50) List<@NotNull @Valid AdjustmentRequest> charges) {

    @Schema(hidden = true)
    @AssertTrue(message = "must have dueDate or paymentTerms, not both")
    boolean isOneTerm() {
        return dueDate == null || paymentTerms == null;
    }

    public InvoiceDraft toDraft() {
        return new InvoiceDraft(
                sellerId,
                customerId,
                Optional.ofNullable(externalId),
                Optional.ofNullable(orderReference),
                Optional.ofNullable(note),
                new Wishes(
                        Optional.ofNullable(issueDate),
                        Optional.ofNullable(dueDate),
                        Optional.ofNullable(paymentTerms).map(TermsRequest::toTerms)),
                content());
    }

    private InvoiceContent content() {
        return new InvoiceContent(Money.currency(currency), lineList(), adjustments(allowances), adjustments(charges));
    }

    private List<Line> lineList() {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i).toLine(i + 1))
                .toList();
    }

    private static List<io.receivables.invoicing.invoice.model.Adjustment> adjustments(List<AdjustmentRequest> given) {
        return given == null
                ? List.of()
                : given.stream().map(AdjustmentRequest::toAdjustment).toList();
    }
}
