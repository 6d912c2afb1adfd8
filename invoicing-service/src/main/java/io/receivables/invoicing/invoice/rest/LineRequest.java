package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.Line;
import io.receivables.invoicing.invoice.model.LineAllowance;
import io.receivables.invoicing.invoice.model.Period;
import io.receivables.invoicing.invoice.model.Reduction;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatCategory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One invoice line as the caller states it; its number is its place in the list. */
@Schema(name = "InvoiceLineRequest")
public record LineRequest(
        @NotBlank @Size(max = 500) @Schema(examples = "Consulting, senior engineer") String description,
        @NotNull
                @DecimalMin(
                        value = "0",
                        inclusive = false,
                        message = "must be above zero; take goods back with a credit note")
                @Digits(integer = 9, fraction = 6)
                @Schema(examples = "3")
                BigDecimal quantity,
        @Pattern(regexp = "[A-Z0-9]{1,3}", message = "must be a UN/ECE recommendation 20 code")
                @Schema(examples = "HUR", description = "UN/ECE recommendation 20; C62 (piece) when absent.")
                String unitCode,
        @NotNull
                @DecimalMin(value = "0", message = "must not be negative (BR-27); use an allowance or a credit note")
                @Digits(integer = 9, fraction = 6)
                @Schema(examples = "125.50")
                BigDecimal unitPrice,
        @DecimalMin("0")
                @Digits(integer = 12, fraction = 4)
                @Schema(examples = "10.00", description = "Discount on the line as an amount.")
                BigDecimal allowanceAmount,
        @DecimalMin("0")
                @DecimalMax("100")
                @Digits(integer = 3, fraction = 4)
                @Schema(examples = "5", description = "Discount on the line in percent of quantity x price.")
                BigDecimal allowancePercent,
        @Size(min = 1, max = 200) @Schema(examples = "Volume discount") String allowanceReason,
        @NotNull @Schema(examples = "S") VatCategory vatCategory,
        @NotNull
                @DecimalMin("0")
                @DecimalMax(value = "100", inclusive = false)
                @Digits(integer = 2, fraction = 3)
                @Schema(examples = "27")
                BigDecimal vatRate,
        @Size(min = 1, max = 200) @Schema(examples = "Article 196 of Directive 2006/112/EC") String exemptionReason,
        @Valid PeriodRequest period) {

    /** Days of supply, both included. */
    @Schema(name = "Period")
    public record PeriodRequest(@NotNull LocalDate from, @NotNull LocalDate to) {
        @Schema(hidden = true)
        @AssertTrue(message = "must not end before it starts")
        boolean isOrdered() {
            return from == null || to == null || !to.isBefore(from);
        }
    }

    @Schema(hidden = true)
    @AssertTrue(message = "must have allowanceAmount or allowancePercent, not both")
    boolean isOneAllowance() {
        return allowanceAmount == null || allowancePercent == null;
    }

    Line toLine(int lineNumber) {
        return new Line(
                lineNumber,
                description.trim(),
                quantity,
                unitCode == null ? "C62" : unitCode,
                unitPrice,
                allowance(),
                new Vat(vatCategory, vatRate),
                Optional.ofNullable(exemptionReason),
                Optional.ofNullable(period).map(p -> new Period(p.from(), p.to())));
    }

    private Optional<LineAllowance> allowance() {
        return reduction(allowanceAmount, allowancePercent)
                .map(r -> new LineAllowance(r, allowanceReason == null ? "Discount" : allowanceReason));
    }

    static Optional<Reduction> reduction(BigDecimal amount, BigDecimal percent) {
        return amount != null
                ? Optional.of(new Reduction.Fixed(amount))
                : Optional.ofNullable(percent).map(Reduction.Percent::new);
    }
}
