package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;

/** How an amount received is split at any time: amount = allocated + unapplied + reversed. */
public record PaymentBalance(Money amount, Money allocated, Money unapplied, Money reversed) {
    public PaymentBalance {
        if (!amount.equals(allocated.plus(unapplied).plus(reversed))
                || allocated.isNegative()
                || unapplied.isNegative()
                || reversed.isNegative()) {
            throw new IllegalArgumentException("Payment of " + amount + " does not balance");
        }
    }

    public static PaymentBalance received(Money amount) {
        var zero = Money.zero(amount.currency());
        return new PaymentBalance(amount, zero, amount, zero);
    }

    public PaymentBalance allocate(Money part) {
        return new PaymentBalance(amount, allocated.plus(part), unapplied.minus(part), reversed);
    }

    public PaymentBalance release(Money part) {
        return new PaymentBalance(amount, allocated.minus(part), unapplied.plus(part), reversed);
    }

    /** The bank took all of it back: whatever was allocated is released and nothing is left to apply. */
    public PaymentBalance reverse() {
        var zero = Money.zero(amount.currency());
        return new PaymentBalance(amount, zero, zero, amount);
    }

    public boolean isReversed() {
        return reversed.isPositive();
    }
}
