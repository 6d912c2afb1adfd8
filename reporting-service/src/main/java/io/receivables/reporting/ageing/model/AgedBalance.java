package io.receivables.reporting.ageing.model;

import io.receivables.chassis.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What is owed in one currency, spread over the buckets, and the cash that is not applied to anything yet. The balance
 * is the sum of the buckets less the unapplied cash.
 *
 * @param amounts one per bucket, in the order of {@link AgeingBucket}
 * @param oldestDueDate of the items that are owed
 */
public record AgedBalance(Currency currency, List<Money> amounts, Money unapplied, Optional<LocalDate> oldestDueDate) {

    public static AgedBalance zero(Currency currency) {
        var zero = Money.zero(currency);
        return new AgedBalance(
                currency, Collections.nCopies(AgeingBucket.values().length, zero), zero, Optional.empty());
    }

    /** With one more amount owed since its due date. */
    public AgedBalance owed(LocalDate dueDate, BigDecimal amount, LocalDate asOf) {
        int bucket = AgeingBucket.of(dueDate, asOf).ordinal();
        var changed = new ArrayList<>(amounts);
        changed.set(bucket, amounts.get(bucket).plus(new Money(amount, currency)));
        var oldest = amount.signum() > 0
                ? oldestDueDate.filter(date -> date.isBefore(dueDate)).or(() -> Optional.of(dueDate))
                : oldestDueDate;
        return new AgedBalance(currency, List.copyOf(changed), unapplied, oldest);
    }

    public AgedBalance withUnapplied(BigDecimal amount) {
        return new AgedBalance(currency, amounts, new Money(amount, currency), oldestDueDate);
    }

    public Money in(AgeingBucket bucket) {
        return amounts.get(bucket.ordinal());
    }

    /** Sum of all buckets. */
    public Money open() {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }

    /** Sum of the buckets that are past the due date. */
    public Money overdue() {
        return open().minus(in(AgeingBucket.NOT_DUE));
    }

    public Money balance() {
        return open().minus(unapplied);
    }
}
