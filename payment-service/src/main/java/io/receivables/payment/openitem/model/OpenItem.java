package io.receivables.payment.openitem.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.OpenItemStatus;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * What is owed on one invoice. Every change gives a new value with the next version, so that copies elsewhere can tell
 * which state they hold.
 *
 * @param referenceKey normalised payment reference, see {@link ReferenceText#key(String)}
 */
public record OpenItem(
        UUID invoiceId,
        String invoiceNumber,
        Optional<String> referenceKey,
        UUID customerId,
        LocalDate issueDate,
        LocalDate dueDate,
        Money original,
        Money credited,
        Money allocated,
        long version) {

    public OpenItem {
        if (original.minus(credited).minus(allocated).isNegative()
                || original.isNegative()
                || credited.isNegative()
                || allocated.isNegative()) {
            throw new IllegalArgumentException("Open amount of invoice " + invoiceNumber + " would be below zero");
        }
    }

    public Currency currency() {
        return original.currency();
    }

    public Money open() {
        return original.minus(credited).minus(allocated);
    }

    public String numberKey() {
        return ReferenceText.key(invoiceNumber);
    }

    public OpenItemStatus status() {
        if (open().isZero()) {
            return OpenItemStatus.SETTLED;
        }
        return open().equals(original) ? OpenItemStatus.OPEN : OpenItemStatus.PARTLY_SETTLED;
    }

    public OpenItem allocate(Money amount) {
        return with(credited, allocated.plus(amount));
    }

    public OpenItem release(Money amount) {
        return with(credited, allocated.minus(amount));
    }

    /** Takes a credit note in one step with the money it sets free, so that nobody sees the invoice owed again in between. */
    public OpenItem credit(Money amount, Money released) {
        return with(credited.plus(amount), allocated.minus(released));
    }

    /** How much allocated money a credit note of this amount sets free. */
    public Money excessOf(Money credit) {
        var excess = credit.minus(open());
        return excess.isPositive() ? excess : Money.zero(currency());
    }

    private OpenItem with(Money newCredited, Money newAllocated) {
        return new OpenItem(
                invoiceId,
                invoiceNumber,
                referenceKey,
                customerId,
                issueDate,
                dueDate,
                original,
                newCredited,
                newAllocated,
                version + 1);
    }
}
