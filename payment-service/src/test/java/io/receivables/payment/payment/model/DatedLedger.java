package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.openitem.model.OpenItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Books by the model's rules and notes every movement with its day, so that the state of every day can be summed up. */
final class DatedLedger {
    /** How movements are dated. */
    enum Rule {
        REAL,
        BOOKING_DATE
    }

    private final Rule rule;
    private final Map<UUID, OpenItem> items = new LinkedHashMap<>();
    private final Map<UUID, Payment> payments = new LinkedHashMap<>();
    private final Map<UUID, Allocation> allocations = new LinkedHashMap<>();
    private final Set<UUID> undone = new HashSet<>();
    private final Map<UUID, TreeMap<LocalDate, BigDecimal>> owed = new LinkedHashMap<>();
    private final Map<UUID, TreeMap<LocalDate, BigDecimal>> unapplied = new LinkedHashMap<>();
    private long next = 1;
    private int early;
    private int again;
    private int byHand;
    private int releasesLater;

    DatedLedger(Rule rule) {
        this.rule = rule;
    }

    Collection<OpenItem> items() {
        return List.copyOf(items.values());
    }

    Collection<Payment> payments() {
        return List.copyOf(payments.values());
    }

    List<Allocation> activeAllocations() {
        return allocations.values().stream()
                .filter(a -> a.active().isPositive())
                .toList();
    }

    /** A payment somebody decided about waits for nothing but the next decision. */
    boolean waits(Payment payment) {
        return !undone.contains(payment.paymentId());
    }

    int early() {
        return early;
    }

    int again() {
        return again;
    }

    int byHand() {
        return byHand;
    }

    int releasesLater() {
        return releasesLater;
    }

    void issue(OpenItem item) {
        items.put(item.invoiceId(), item);
        note(owed, item.invoiceId(), item.issueDate(), item.original());
    }

    void receive(Money amount, LocalDate booked, Optional<UUID> payer, String text, Instant now) {
        var details = new PaymentDetails(
                PaymentMethod.BANK_TRANSFER,
                PaymentSource.API,
                booked,
                booked,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var payment = new Payment(
                new UUID(2, next++),
                details,
                PaymentBalance.received(amount),
                payer,
                Optional.empty(),
                "",
                "test",
                now,
                1);
        payments.put(payment.paymentId(), payment);
        note(unapplied, payment.paymentId(), booked, amount);
        allocate(payment, payment.money(false), now);
    }

    void allocate(Payment payment, IncomingMoney money, Instant now) {
        var today = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
        for (var planned : AllocationPlanner.plan(money, new OpenItemBook(items.values()), today)
                .allocations()) {
            var item = items.get(planned.invoiceId());
            var date = EffectiveDate.ofAllocation(payment, item, now);
            if (payment.releasedOn().isEmpty() && item.releasedOn().isEmpty()) {
                var usual = payment.details().bookingDate();
                if (usual.isBefore(item.issueDate())) {
                    early++;
                    usual = item.issueDate();
                }
                same(usual, date);
            } else if (item.releasedOn().isPresent()) {
                again++;
            }
            book(payment.paymentId(), item, planned.amount(), date, now);
        }
    }

    void allocateByHand(Payment payment, OpenItem item, Money amount, Instant now) {
        byHand++;
        undone.add(payment.paymentId());
        book(payment.paymentId(), item, amount, EffectiveDate.ofAllocationByHand(payment, item, now), now);
    }

    private static void same(LocalDate expected, LocalDate actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("The allocation counts from " + actual + " instead of " + expected);
        }
    }

    private void book(UUID paymentId, OpenItem item, Money amount, LocalDate ruled, Instant now) {
        var payment = payments.get(paymentId);
        var date = rule == Rule.REAL ? ruled : payment.details().bookingDate();
        var id = new UUID(3, next++);
        allocations.put(
                id,
                new Allocation(
                        id,
                        paymentId,
                        item.invoiceId(),
                        item.invoiceNumber(),
                        amount,
                        amount,
                        AllocationRule.MANUAL,
                        "",
                        date,
                        "test",
                        now));
        items.put(item.invoiceId(), item.allocate(amount));
        payments.put(paymentId, payment.next(payment.balance().allocate(amount), payment.customerId(), ""));
        note(owed, item.invoiceId(), date, amount.negate());
        note(unapplied, paymentId, date, amount.negate());
    }

    void undo(Allocation allocation, Instant now) {
        undone.add(allocation.paymentId());
        var item = items.get(allocation.invoiceId());
        var date = EffectiveDate.ofUndo(allocation, item, now);
        release(new Allocation.Release(allocation, allocation.active()), item.today(now), date);
        items.put(item.invoiceId(), item.release(allocation.active(), date));
        note(owed, item.invoiceId(), date, allocation.active());
        payments.computeIfPresent(allocation.paymentId(), (k, p) -> p.released(allocation.active(), date, ""));
    }

    /** What is free again of the payment; what is owed again depends on why. */
    private void release(Allocation.Release release, LocalDate own, LocalDate date) {
        releasesLater += date.isAfter(own) ? 1 : 0;
        var a = release.allocation();
        allocations.put(
                a.allocationId(),
                new Allocation(
                        a.allocationId(),
                        a.paymentId(),
                        a.invoiceId(),
                        a.invoiceNumber(),
                        a.amount(),
                        a.active().minus(release.amount()),
                        a.rule(),
                        a.explanation(),
                        a.effectiveDate(),
                        a.allocatedBy(),
                        a.allocatedAt()));
        note(unapplied, a.paymentId(), date, release.amount());
    }

    void credit(OpenItem item, Money amount, LocalDate issued) {
        var excess = item.excessOf(amount);
        var active = activeAllocations().stream()
                .filter(a -> a.invoiceId().equals(item.invoiceId()))
                .toList();
        var releases = excess.isPositive() ? Allocation.newestFirst(active, excess) : List.<Allocation.Release>of();
        var date = EffectiveDate.ofCredit(issued, item, releases);
        for (var release : releases) {
            release(release, issued, date);
            payments.computeIfPresent(
                    release.allocation().paymentId(), (k, p) -> p.released(release.amount(), date, ""));
            note(owed, item.invoiceId(), date, release.amount());
        }
        items.put(item.invoiceId(), item.credit(amount, excess));
        note(owed, item.invoiceId(), date, amount.negate());
    }

    void reverse(Payment payment, LocalDate booked) {
        var releases = activeAllocations().stream()
                .filter(a -> a.paymentId().equals(payment.paymentId()))
                .map(a -> new Allocation.Release(a, a.active()))
                .toList();
        var date = EffectiveDate.ofReversal(booked, payment, releases);
        for (var release : releases) {
            release(release, booked, date);
            var item = items.get(release.allocation().invoiceId());
            items.put(item.invoiceId(), item.release(release.amount(), date));
            note(owed, item.invoiceId(), date, release.amount());
        }
        payments.put(payment.paymentId(), payment.next(payment.balance().reverse(), payment.customerId(), ""));
        note(unapplied, payment.paymentId(), date, payment.balance().amount().negate());
    }

    private static void note(
            Map<UUID, TreeMap<LocalDate, BigDecimal>> movements, UUID id, LocalDate date, Money amount) {
        movements.computeIfAbsent(id, k -> new TreeMap<>()).merge(date, amount.amount(), BigDecimal::add);
    }

    /** Every day on which an invoice owes, or a payment has unapplied, less than nothing, or does not end where it is. */
    List<String> brokenDays() {
        var broken = new ArrayList<String>();
        owed.forEach(
                (id, days) -> below(broken, id + " owes", days, items.get(id).open()));
        unapplied.forEach((id, days) -> below(
                broken, id + " has unapplied", days, payments.get(id).balance().unapplied()));
        return broken;
    }

    private static void below(List<String> broken, String what, TreeMap<LocalDate, BigDecimal> days, Money now) {
        var sum = BigDecimal.ZERO;
        for (var day : days.entrySet()) {
            sum = sum.add(day.getValue());
            if (sum.signum() < 0) {
                broken.add(what + " " + sum + " as of " + day.getKey());
            }
        }
        if (sum.compareTo(now.amount()) != 0) {
            broken.add(what + " " + now + " now but " + sum + " in the end");
        }
    }
}
