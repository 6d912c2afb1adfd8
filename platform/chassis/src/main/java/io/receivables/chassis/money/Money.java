package io.receivables.chassis.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An amount of one currency, exact, with the decimals ISO 4217 gives that currency (JPY 0, EUR 2, KWD 3). Rounding is
 * half away from zero and only where a caller asks for it.
 */
@Schema(
        name = "Money",
        description = "Exact amount; a decimal string with at most the decimals of its ISO 4217 currency.",
        requiredProperties = {"amount", "currency"},
        examples = "{\"amount\":\"1210.00\",\"currency\":\"EUR\"}")
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    /** Largest absolute amount accepted, so that sums of millions of items stay inside numeric(20,4). */
    public static final BigDecimal LIMIT = new BigDecimal("1000000000000");

    public Money {
        if (amount.scale() > decimals(currency) && amount.stripTrailingZeros().scale() > decimals(currency)) {
            throw Problem.of(
                            CommonProblem.AMOUNT_TOO_PRECISE,
                            amount.toPlainString() + " has more than the " + decimals(currency) + " decimals of "
                                    + currency)
                    .at("amount", "too_precise", "has more decimals than " + currency + " allows");
        }
        amount = amount.setScale(decimals(currency), RoundingMode.UNNECESSARY);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency(currency));
    }

    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, currency(currency));
    }

    @JsonCreator
    static Money fromJson(
            @JsonProperty(value = "amount", required = true) BigDecimal amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        if (amount == null || currency == null) {
            throw Problem.of(CommonProblem.VALIDATION_FAILED, "An amount needs both amount and currency.");
        }
        return of(amount, currency);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Rounds half away from zero to the decimals of the currency. */
    public static Money rounded(BigDecimal amount, Currency currency) {
        return new Money(amount.setScale(decimals(currency), RoundingMode.HALF_UP), currency);
    }

    /** The currency of an ISO 4217 code that has minor units; anything else is refused. */
    public static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the refusal below
        }
        throw Problem.of(CommonProblem.UNKNOWN_CURRENCY, "\"" + code + "\" is not an ISO 4217 currency.")
                .at("currency", "unknown_currency", "is not an ISO 4217 code");
    }

    public static int decimals(Currency currency) {
        return currency.getDefaultFractionDigits();
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    public Money negate() {
        return new Money(amount.negate(), currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
