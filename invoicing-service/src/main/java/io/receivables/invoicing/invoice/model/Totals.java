package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.Collection;

/** Document totals (BG-22) in the document's decimals; the identities BR-CO-13 and BR-CO-15 hold by construction. */
public record Totals(
        BigDecimal lineNetTotal,
        BigDecimal allowanceTotal,
        BigDecimal chargeTotal,
        BigDecimal totalWithoutVat,
        BigDecimal totalVat,
        BigDecimal totalWithVat) {

    /** BR-CO-10 to BR-CO-15 over parts that are already rounded. */
    public static Totals of(
            Collection<BigDecimal> lineNets,
            Collection<BigDecimal> allowances,
            Collection<BigDecimal> charges,
            Collection<BigDecimal> taxes,
            Rounding rounding) {
        var lines = sum(lineNets, rounding);
        var allowance = sum(allowances, rounding);
        var charge = sum(charges, rounding);
        var withoutVat = lines.subtract(allowance).add(charge);
        var vat = sum(taxes, rounding);
        return new Totals(lines, allowance, charge, withoutVat, vat, withoutVat.add(vat));
    }

    private static BigDecimal sum(Collection<BigDecimal> parts, Rounding rounding) {
        return parts.stream().reduce(rounding.zero(), BigDecimal::add);
    }

    /** BR-CO-16: nothing is prepaid and nothing is rounded on the document, so the whole total is due. */
    public BigDecimal amountDue() {
        return totalWithVat;
    }
}
