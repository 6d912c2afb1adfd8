package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.Adjustment;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A document level allowance or charge, as an amount or in percent of the lines of the same VAT category and rate. */
@Schema(name = "InvoiceAdjustmentRequest")
public record AdjustmentRequest(
        @DecimalMin("0") @Digits(integer = 12, fraction = 4) @Schema(examples = "25.00") BigDecimal amount,
        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 4) @Schema(examples = "2")
                BigDecimal percent,
        @NotBlank @Size(max = 200) @Schema(examples = "Loyalty", description = "BR-33, BR-38: why.") String reason,
        @NotNull @Schema(examples = "S") VatCategory vatCategory,
        @NotNull
                @DecimalMin("0")
                @DecimalMax(value = "100", inclusive = false)
                @Digits(integer = 2, fraction = 3)
                @Schema(examples = "27")
                BigDecimal vatRate,
        @Size(min = 1, max = 200) String exemptionReason) {

    @Schema(hidden = true)
    @AssertTrue(message = "must have exactly one of amount and percent")
    boolean isOneValue() {
        return (amount == null) != (percent == null);
    }

    Adjustment toAdjustment() {
        return new Adjustment(
                LineRequest.reduction(amount, percent).orElseThrow(),
                reason,
                new Vat(vatCategory, vatRate),
                Optional.ofNullable(exemptionReason));
    }
}
