package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.CalculatedAdjustment;
import io.receivables.invoicing.invoice.model.VatCategory;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A document level allowance or charge with its amount. */
@Schema(name = "InvoiceAdjustment")
public record AdjustmentResponse(
        BigDecimal amount,
        BigDecimal baseAmount,
        Optional<BigDecimal> percent,
        String reason,
        VatCategory vatCategory,
        BigDecimal vatRate) {

    static AdjustmentResponse of(CalculatedAdjustment calculated) {
        var adjustment = calculated.adjustment();
        return new AdjustmentResponse(
                calculated.amount(),
                calculated.base(),
                LineResponse.percent(adjustment.reduction()),
                adjustment.reason(),
                adjustment.vat().category(),
                adjustment.vat().rate());
    }
}
