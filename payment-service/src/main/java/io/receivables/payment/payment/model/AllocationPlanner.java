package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.model.ReferenceText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides which debts a payment settles. The debtor's designation wins (compare BGB 366(1)); without one, due debts come
 * before those not due and the older before the younger (compare BGB 366(2)). What is named but not owed any more, or not
 * known yet, is never replaced by something else: it stays unapplied. Money never changes currency.
 */
public final class AllocationPlanner {
    private final IncomingMoney money;
    private final OpenItemBook book;
    private final LocalDate today;
    private final Map<UUID, PlannedAllocation> planned = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Money left;
    private boolean designated;

    private AllocationPlanner(IncomingMoney money, OpenItemBook book, LocalDate today) {
        this.money = money;
        this.book = book;
        this.today = today;
        this.left = money.available();
        this.designated = money.designationOnly();
    }

    /** Plans one payment against the book, without changing the book. */
    public static AllocationPlan plan(IncomingMoney money, OpenItemBook book, LocalDate today) {
        return plan(money, List.of(), book, today);
    }

    /** Plans what is left of a payment after somebody said where parts of it go. */
    public static AllocationPlan plan(
            IncomingMoney money, List<PlannedAllocation> told, OpenItemBook book, LocalDate today) {
        var planner = new AllocationPlanner(money, book, today);
        told.forEach(planner::takeTold);
        planner.byReference();
        planner.byNumber();
        planner.byAge();
        return new AllocationPlan(List.copyOf(planner.planned.values()), planner.left, planner.explanation());
    }

    private void takeTold(PlannedAllocation told) {
        designated = true;
        left = left.minus(told.amount());
        planned.put(told.invoiceId(), told);
    }

    private void byReference() {
        money.referenceKey().ifPresent(key -> {
            designated = true;
            var items = book.named(key);
            if (items.isEmpty()) {
                notes.add("reference " + key + " belongs to no invoice known here; the payment waits for it");
            } else {
                theOne(key, items)
                        .ifPresent(item -> take(item, AllocationRule.STRUCTURED_REFERENCE, "reference " + key));
            }
        });
    }

    private void byNumber() {
        var found = new LinkedHashMap<UUID, OpenItem>();
        var written = new HashSet<String>();
        for (var pieces : money.texts()) {
            for (var piece :
                    ReferenceText.chosen(pieces, key -> !book.named(key).isEmpty())) {
                designated = true;
                written.add(piece.key());
                theOne(piece.key(), book.named(piece.key())).ifPresent(item -> found.put(item.invoiceId(), item));
            }
        }
        found.values().stream().sorted(OpenItemBook.OLDEST_DUE).forEach(this::takeNamed);
    }

    private void takeNamed(OpenItem item) {
        boolean wroteNumber = money.keys().contains(item.numberKey());
        take(
                item,
                wroteNumber ? AllocationRule.INVOICE_NUMBER : AllocationRule.STRUCTURED_REFERENCE,
                wroteNumber
                        ? "invoice number " + item.invoiceNumber() + " in the remittance text"
                        : "reference " + item.referenceKey().orElse("") + " in the remittance text");
    }

    private void byAge() {
        if (designated) {
            return;
        }
        if (money.customerId().isEmpty()) {
            notes.add("no known reference, invoice number or payer account");
            return;
        }
        for (var item : book.ofCustomer(money.customerId().get())) {
            if (left.isPositive()
                    && item.currency().equals(left.currency())
                    && item.open().isPositive()) {
                take(item, AllocationRule.OLDEST_DUE, "oldest due first: " + dueText(item));
            }
        }
        if (planned.isEmpty()) {
            notes.add("the customer owes nothing in " + left.currency());
        }
    }

    private String dueText(OpenItem item) {
        return (item.dueDate().isAfter(today) ? "not yet due, due on " : "due since ") + item.dueDate();
    }

    /** Two invoices can share a number (two sellers); then only the payer can tell which one is meant. */
    private Optional<OpenItem> theOne(String key, List<OpenItem> items) {
        if (items.size() == 1) {
            return Optional.of(items.get(0));
        }
        var ofPayer = items.stream()
                .filter(item -> money.customerId().isPresent()
                        && item.customerId().equals(money.customerId().get()))
                .toList();
        if (ofPayer.size() == 1) {
            return Optional.of(ofPayer.get(0));
        }
        notes.add(key + " names " + items.size() + " invoices and the payer does not tell which");
        return Optional.empty();
    }

    private void take(OpenItem item, AllocationRule rule, String because) {
        if (planned.containsKey(item.invoiceId())) {
            return;
        }
        if (!item.currency().equals(left.currency())) {
            notes.add("invoice " + item.invoiceNumber() + " is in " + item.currency() + ", the payment in "
                    + left.currency());
        } else if (!item.open().isPositive()) {
            notes.add("invoice " + item.invoiceNumber() + " is settled");
        } else if (left.isPositive()) {
            var amount = left.min(item.open());
            left = left.minus(amount);
            planned.put(
                    item.invoiceId(),
                    new PlannedAllocation(item.invoiceId(), item.invoiceNumber(), amount, rule, because));
        } else {
            notes.add("nothing left for invoice " + item.invoiceNumber());
        }
    }

    private String explanation() {
        var text = new ArrayList<String>();
        planned.values()
                .forEach(p -> text.add(p.amount().amount().toPlainString() + " to " + p.invoiceNumber() + " ("
                        + p.explanation() + ")"));
        text.addAll(notes);
        if (left.isPositive()) {
            text.add(left.amount().toPlainString() + " unapplied"
                    + (planned.isEmpty() ? "" : ": more than is owed on what was named or is due"));
        }
        return String.join("; ", text);
    }
}
