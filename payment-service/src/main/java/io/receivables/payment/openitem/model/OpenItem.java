package io.receivables.payment.openitem.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.OpenItemStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * What is owed on one invoice. Every change gives a new value with the next version, so that copies elsewhere can tell
 * which state they hold.
 *
 * @param referenceKey normalised payment reference, see {@link ReferenceText#key(String)}
 * @param zone the debtor's, in which days are judged
 * @param releasedOn the latest day on which money that had settled it was taken back
 */
public record OpenItem(
        UUID invoiceId,
        String invoiceNumber,
        Optional<String> referenceKey,
        UUID customerId,
        LocalDate issueDate,
        LocalDate dueDate,
        ZoneId zone,
        Money original,
        Money credited,
        Money allocated,
        Optional<LocalDate> releasedOn,
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
        return with(credited, allocated.plus(amount), releasedOn);
    }

    /** The amount is owed again from that day. */
    public OpenItem release(Money amount, LocalDate on) {
        return with(credited, allocated.minus(amount), Optional.of(Days.latest(on, releasedOn)));
    }

    /** Takes a credit note in one step with the money it sets free, so that nobody sees the invoice owed again in between. */
    public OpenItem credit(Money amount, Money released) {
        return with(credited.plus(amount), allocated.minus(released), releasedOn);
    }

    /** From this day on at least what is open now has been open: whatever settles it counts from then at the earliest. */
    public LocalDate openSince() {
        return Days.latest(issueDate, releasedOn);
    }

    /** The day it is for the debtor. */
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /** How much allocated money a credit note of this amount sets free. */
    public Money excessOf(Money credit) {
        var excess = credit.minus(open());
        return excess.isPositive() ? excess : Money.zero(currency());
    }

    private OpenItem with(Money newCredited, Money newAllocated, Optional<LocalDate> newReleasedOn) {
        return new OpenItem(
                invoiceId,
                invoiceNumber,
                referenceKey,
                customerId,
                issueDate,
                dueDate,
                zone,
                original,
                newCredited,
                newAllocated,
                newReleasedOn,
                version + 1);
    }
}
