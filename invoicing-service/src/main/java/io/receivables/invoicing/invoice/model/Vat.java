package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;

/** Category and rate (in percent): the key under which VAT is added up and rounded once. */
public record Vat(VatCategory category, BigDecimal rate) implements Comparable<Vat> {
    public Vat {
        rate = rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros();
        if (rate.scale() < 0) {
            rate = rate.setScale(0);
        }
    }

    @Override
    public int compareTo(Vat other) {
        int byCategory = category.compareTo(other.category);
        return byCategory != 0 ? byCategory : other.rate.compareTo(rate);
    }
}
