package io.receivables.invoicing.invoice.model;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * The decimals of one document: half away from zero to the ISO 4217 exponent of its currency (BR-DEC-*, generalised from
 * two decimals to the currency's own).
 */
public record Rounding(int decimals) {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public static Rounding of(Currency currency) {
        return new Rounding(Money.decimals(currency));
    }

    public BigDecimal round(BigDecimal exact) {
        return exact.setScale(decimals, RoundingMode.HALF_UP);
    }

    public BigDecimal percentOf(BigDecimal base, BigDecimal percent) {
        return base.multiply(percent).divide(HUNDRED, decimals, RoundingMode.HALF_UP);
    }

    /** {@code whole x part / of}, rounded once. */
    public BigDecimal share(BigDecimal whole, BigDecimal part, BigDecimal of) {
        return whole.multiply(part).divide(of, decimals, RoundingMode.HALF_UP);
    }

    /** The amount in the document's decimals; an amount with more decimals is refused, never rounded. */
    public BigDecimal exact(BigDecimal amount, String field) {
        if (amount.stripTrailingZeros().scale() > decimals) {
            throw Problem.of(CommonProblem.AMOUNT_TOO_PRECISE, field + " has more than " + decimals + " decimals.")
                    .at(field, "too_precise", "has more than " + decimals + " decimals");
        }
        return amount.setScale(decimals, RoundingMode.UNNECESSARY);
    }

    public BigDecimal zero() {
        return BigDecimal.ZERO.setScale(decimals);
    }
}
