package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;

/** How an allowance or charge is stated: as a fixed amount or as a percentage of its base. */
public sealed interface Reduction {
    /** The amount in the document's decimals; {@code field} is named when a fixed amount is too precise. */
    BigDecimal amountOf(BigDecimal base, Rounding rounding, String field);

    /** A fixed amount, with no more decimals than the currency has. */
    record Fixed(BigDecimal amount) implements Reduction {
        @Override
        public BigDecimal amountOf(BigDecimal base, Rounding rounding, String field) {
            return rounding.exact(amount, field);
        }
    }

    /** A percentage of the base, rounded once. */
    record Percent(BigDecimal percent) implements Reduction {
        @Override
        public BigDecimal amountOf(BigDecimal base, Rounding rounding, String field) {
            return rounding.percentOf(base, percent);
        }
    }
}
