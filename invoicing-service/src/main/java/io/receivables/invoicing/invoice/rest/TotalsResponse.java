package io.receivables.invoicing.invoice.rest;

import io.receivables.invoicing.invoice.model.Totals;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Totals of an invoice or credit note (EN 16931 BG-22). */
@Schema(name = "DocumentTotals")
public record TotalsResponse(
        BigDecimal lineNetTotal,
        BigDecimal allowanceTotal,
        BigDecimal chargeTotal,
        BigDecimal totalWithoutVat,
        BigDecimal totalVat,
        BigDecimal totalWithVat,
        BigDecimal amountDue) {

    public static TotalsResponse of(Totals totals) {
        return new TotalsResponse(
                totals.lineNetTotal(),
                totals.allowanceTotal(),
                totals.chargeTotal(),
                totals.totalWithoutVat(),
                totals.totalVat(),
                totals.totalWithVat(),
                totals.amountDue());
    }
}
