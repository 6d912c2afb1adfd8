package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A part of a payment that settles a part of an invoice.
 *
 * @param active what of it still counts; the rest was released
 */
public record Allocation(
        UUID allocationId,
        UUID paymentId,
        UUID invoiceId,
        String invoiceNumber,
        Money amount,
        Money active,
        AllocationRule rule,
        String explanation,
        LocalDate effectiveDate,
        String allocatedBy,
        Instant allocatedAt) {

    /** A part of an allocation that is to be taken back. */
    public record Release(Allocation allocation, Money amount) {}

    /** Takes money back from the newest allocations first until the amount is reached. */
    public static List<Release> newestFirst(List<Allocation> allocations, Money amount) {
        var releases = new ArrayList<Release>();
        var left = amount;
        var newestFirst = allocations.stream()
                .sorted(Comparator.comparing(Allocation::allocatedAt)
                        .thenComparing(Allocation::allocationId)
                        .reversed())
                .toList();
        for (var allocation : newestFirst) {
            var part = left.min(allocation.active());
            if (part.isPositive()) {
                releases.add(new Release(allocation, part));
                left = left.minus(part);
            }
        }
        if (left.isPositive()) {
            throw new IllegalArgumentException("Only " + amount.minus(left) + " of " + amount + " is allocated");
        }
        return releases;
    }
}
