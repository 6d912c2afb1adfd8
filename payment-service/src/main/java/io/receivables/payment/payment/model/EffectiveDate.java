package io.receivables.payment.payment.model;

import io.receivables.payment.openitem.model.Days;
import io.receivables.payment.openitem.model.OpenItem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * From which day a movement of money counts in reports as of a date (rule D2). Money is allocated from the day on which it
 * was free and the invoice was open, never earlier; it is released on the day of the release, never before the day from
 * which it was allocated. So, as of every day, nothing is owed below zero and no money is used twice.
 */
public final class EffectiveDate {
    private EffectiveDate() {}

    /** The usual case, money matched with a debt by the rules; money that was released before is a decision of today. */
    public static LocalDate ofAllocation(Payment payment, OpenItem item, Instant now) {
        return payment.releasedOn().isPresent()
                ? ofAllocationByHand(payment, item, now)
                : latest(payment.freeSince(), item.openSince());
    }

    /** Money that lay unapplied is allocated by a person: that is a fact of today, as the debtor's calendar has it. */
    public static LocalDate ofAllocationByHand(Payment payment, OpenItem item, Instant now) {
        return latest(payment.freeSince(), item.openSince(), item.today(now));
    }

    /** Somebody takes one allocation back today. */
    public static LocalDate ofUndo(Allocation allocation, OpenItem item, Instant now) {
        return latest(item.today(now), allocation.effectiveDate());
    }

    /** A credit note, together with the allocations it sets free. */
    public static LocalDate ofCredit(LocalDate issueDate, OpenItem item, List<Allocation.Release> released) {
        return latest(latest(issueDate, item.openSince()), released);
    }

    /** The bank took the payment back; that cannot count before all that had happened to the payment. */
    public static LocalDate ofReversal(LocalDate bookingDate, Payment payment, List<Allocation.Release> released) {
        return latest(latest(bookingDate, payment.freeSince()), released);
    }

    private static LocalDate latest(LocalDate day, List<Allocation.Release> released) {
        return Days.latest(day, released.stream().map(r -> r.allocation().effectiveDate()));
    }

    private static LocalDate latest(LocalDate day, LocalDate... others) {
        return Days.latest(day, Stream.of(others));
    }
}
