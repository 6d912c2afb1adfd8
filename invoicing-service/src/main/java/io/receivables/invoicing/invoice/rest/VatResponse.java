package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** VAT of one category and rate (EN 16931 BG-23). */
@Schema(name = "VatBreakdown")
public record VatResponse(
        VatCategory category,
        BigDecimal rate,
        BigDecimal taxableAmount,
        BigDecimal taxAmount,
        Optional<String> exemptionReason) {

    public static VatResponse of(VatGroup group) {
        return new VatResponse(
                group.vat().category(), group.vat().rate(), group.taxable(), group.tax(), group.exemptionReason());
    }
}
