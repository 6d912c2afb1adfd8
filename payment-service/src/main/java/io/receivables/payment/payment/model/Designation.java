package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.events.AllocationRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Somebody's word that a part of a payment settles an invoice. */
public record Designation(UUID invoiceId, Money amount) {

    /** Turns the words into allocations, or refuses the first that cannot be. */
    public static List<PlannedAllocation> check(
            List<Designation> designations, Money available, OpenItemBook book, String because) {
        var seen = new HashSet<UUID>();
        var planned = new ArrayList<PlannedAllocation>();
        var left = available;
        for (int i = 0; i < designations.size(); i++) {
            var designation = designations.get(i);
            var field = "allocations[" + i + "]";
            if (!seen.add(designation.invoiceId())) {
                throw Problem.of(PaymentProblem.ALLOCATION_DUPLICATE, "Invoice " + designation.invoiceId() + " twice.")
                        .at(field + ".invoiceId", "duplicate", "is named twice");
            }
            planned.add(designation.check(field, available, book, because));
            left = left.minus(designation.amount());
            if (left.isNegative()) {
                throw Problem.of(
                                PaymentProblem.ALLOCATION_EXCEEDS_UNAPPLIED,
                                "The payment has " + available + " to allocate.")
                        .at(field + ".amount", "too_high", "is above what is left of the payment");
            }
        }
        return planned;
    }

    private PlannedAllocation check(String field, Money available, OpenItemBook book, String because) {
        if (!amount.isPositive()) {
            throw Problem.of(PaymentProblem.AMOUNT_NOT_POSITIVE, "An allocation must be above zero.")
                    .at(field + ".amount", "not_positive", "must be above zero");
        }
        var item = book.item(invoiceId).orElseThrow(() -> Problem.of(
                        PaymentProblem.INVOICE_UNKNOWN, "Invoice " + invoiceId + " has no open item.")
                .at(field + ".invoiceId", "unknown", "has no open item"));
        if (!item.currency().equals(amount.currency()) || !amount.currency().equals(available.currency())) {
            throw Problem.of(
                            PaymentProblem.CURRENCY_MISMATCH,
                            "The payment is in " + available.currency() + ", the allocation in " + amount.currency()
                                    + " and invoice " + item.invoiceNumber() + " in " + item.currency() + ".")
                    .at(field + ".amount", "currency_mismatch", "must be in the currency of payment and invoice");
        }
        if (item.open().isZero()) {
            throw Problem.of(PaymentProblem.INVOICE_SETTLED, "Invoice " + item.invoiceNumber() + " is settled.")
                    .at(field + ".invoiceId", "settled", "has nothing open");
        }
        if (amount.compareTo(item.open()) > 0) {
            throw Problem.of(
                            PaymentProblem.ALLOCATION_EXCEEDS_OPEN_AMOUNT,
                            "Invoice " + item.invoiceNumber() + " has " + item.open() + " open.")
                    .at(field + ".amount", "too_high", "is above the open amount");
        }
        return new PlannedAllocation(invoiceId, item.invoiceNumber(), amount, AllocationRule.MANUAL, because);
    }
}
