package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.CalculatedLine;
import io.receivables.invoicing.invoice.model.LineAllowance;
import io.receivables.invoicing.invoice.model.LineExplanation;
import io.receivables.invoicing.invoice.model.Period;
import io.receivables.invoicing.invoice.model.Reduction;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice line with its amounts and the explanation of how they came about. */
@Schema(name = "InvoiceLine")
public record LineResponse(
        int lineNumber,
        String description,
        Optional<Period> period,
        BigDecimal quantity,
        String unitCode,
        BigDecimal unitPrice,
        Optional<BigDecimal> allowanceAmount,
        Optional<BigDecimal> allowancePercent,
        Optional<String> allowanceReason,
        BigDecimal netAmount,
        VatCategory vatCategory,
        BigDecimal vatRate,
        Optional<String> exemptionReason,
        ExplanationResponse explanation) {

    /** Machine-readable account of the line (acceptance F18). */
    @Schema(name = "LineExplanation")
    public record ExplanationResponse(Optional<Period> period, List<LineExplanation.Step> steps, TaxExplanation tax) {}

    /** VAT is computed once for all lines of a category and rate, never per line (BR-CO-17). */
    @Schema(name = "TaxExplanation")
    public record TaxExplanation(
            VatCategory category,
            BigDecimal rate,
            @Schema(description = "Of all lines, allowances and charges of this category and rate.")
                    BigDecimal groupTaxableAmount,
            BigDecimal groupTaxAmount,
            String rule) {}

    static LineResponse of(CalculatedLine calculated, List<VatGroup> vatBreakdown) {
        var line = calculated.line();
        return new LineResponse(
                line.lineNumber(),
                line.description(),
                line.period(),
                line.quantity(),
                line.unitCode(),
                line.unitPrice(),
                line.allowance().map(a -> calculated.allowance()),
                line.allowance().map(LineAllowance::reduction).flatMap(LineResponse::percent),
                line.allowance().map(LineAllowance::reason),
                calculated.net(),
                line.vat().category(),
                line.vat().rate(),
                line.exemptionReason(),
                explanation(LineExplanation.of(calculated, vatBreakdown)));
    }

    static Optional<BigDecimal> percent(Reduction reduction) {
        return reduction instanceof Reduction.Percent p ? Optional.of(p.percent()) : Optional.empty();
    }

    private static ExplanationResponse explanation(LineExplanation explanation) {
        return new ExplanationResponse(
                explanation.period(),
                explanation.steps(),
                new TaxExplanation(
                        explanation.vat().category(),
                        explanation.vat().rate(),
                        explanation.groupTaxable(),
                        explanation.groupTax(),
                        "BR-CO-17: taxable amount of the group * rate / 100, rounded once"));
    }
}
