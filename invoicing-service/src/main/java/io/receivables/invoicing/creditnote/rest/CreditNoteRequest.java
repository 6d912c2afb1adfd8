package io.receivables.invoicing.creditnote.rest;

import io.receivables.invoicing.creditnote.model.CreditRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to credit of an invoice: all that is left, or parts of lines. */
@Schema(name = "CreditNoteRequest")
public record CreditNoteRequest(
        @NotBlank @Size(max = 500) @Schema(examples = "Goods returned") String reason,
        @Schema(examples = "false", description = "True: everything that is left of the invoice.") Boolean full,
        @Size(min = 1, max = 1000) List<@NotNull @Valid LineCreditRequest> lines) {

    /** The credit of one line: a quantity that comes back, or a net amount by which it gets cheaper. */
    @Schema(name = "LineCreditRequest")
    public record LineCreditRequest(
            @NotNull @Min(1) @Schema(examples = "1") Integer lineNumber,
            @DecimalMin(value = "0", inclusive = false) @Digits(integer = 9, fraction = 6) @Schema(examples = "1")
                    BigDecimal quantity,
            @DecimalMin(value = "0", inclusive = false)
                    @Digits(integer = 12, fraction = 4)
                    @Schema(description = "Net amount, instead of a quantity.")
                    BigDecimal amount) {

        @Schema(hidden = true)
        @AssertTrue(message = "must have exactly one of quantity and amount")
        boolean isOneMeasure() {
            return (quantity == null) != (amount == null);
        }

        CreditRequest.LineCredit toLineCredit() {
            return quantity != null
                    ? new CreditRequest.ByQuantity(lineNumber, quantity)
                    : new CreditRequest.ByAmount(lineNumber, amount);
        }
    }

    @Schema(hidden = true)
    @AssertTrue(message = "must have full true, or lines, not both")
    boolean isFullOrLines() {
        return Boolean.TRUE.equals(full) == (lines == null);
    }

    CreditRequest toCreditRequest() {
        return lines == null
                ? new CreditRequest.Remainder()
                : new CreditRequest.Lines(
                        lines.stream().map(LineCreditRequest::toLineCredit).toList());
    }
}
