package io.receivables.payment.payment;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.OpenItemChanged;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.store.OpenItemRepository;
import io.receivables.payment.payment.PaymentEvents.Booked;
import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.AllocationPlan;
import io.receivables.payment.payment.model.EffectiveDate;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PlannedAllocation;
import io.receivables.payment.payment.store.AllocationRepository;
import io.receivables.payment.payment.store.AwaitedReferences;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes planned allocations of a batch of payments: money, open items, explanation and events, in few statements. */
@ApplicationScoped
public class AllocationBooking {
    private final OpenItemRepository openItems;
    private final PaymentRepository payments;
    private final AllocationRepository allocations;
    private final AwaitedReferences awaited;
    private final PaymentEvents events;

    AllocationBooking(
            OpenItemRepository openItems,
            PaymentRepository payments,
            AllocationRepository allocations,
            AwaitedReferences awaited,
            PaymentEvents events) {
        this.openItems = openItems;
        this.payments = payments;
        this.allocations = allocations;
        this.awaited = awaited;
        this.events = events;
    }

    /** What a batch changes, gathered before anything is written. */
    public static final class Batch {
        private final PgTx tx;
        private final OpenItemBook book;
        private final Map<UUID, OpenItem> before = new LinkedHashMap<>();
        private final List<OpenItemRepository.Published> states = new ArrayList<>();
        private final List<PaymentRepository.Change> changes = new ArrayList<>();
        private final List<Settlement> settlements = new ArrayList<>();
        private final List<OutboxEvent> paymentEvents = new ArrayList<>();
        private final Map<UUID, Set<String>> waiting = new HashMap<>();
        private final List<UUID> done = new ArrayList<>();

        /** Starts a batch on open items that this transaction has locked. */
        public Batch(PgTx tx, OpenItemBook book) {
            this.tx = tx;
            this.book = book;
        }

        public OpenItemBook book() {
            return book;
        }

        /** The items changed so far as they were before the batch. */
        public List<OpenItem> itemsBefore() {
            return List.copyOf(before.values());
        }

        public List<OpenItem> itemsAfter() {
            return before.keySet().stream()
                    .map(id -> book.item(id).orElseThrow())
                    .toList();
        }

        /** Adds a payment that just came in or meets what it waited for; what is left over waits for what it names. */
        public void add(Payment payment, AllocationPlan plan) {
            add(payment, plan, false);
        }

        /** Adds a payment of which a person decided; what is left over waits for the next decision. */
        public void addByHand(Payment payment, AllocationPlan plan) {
            add(payment, plan, true);
        }

        private void add(Payment payment, AllocationPlan plan, boolean byHand) {
            var booked = plan.allocations().stream()
                    .map(p -> book(payment, p, byHand))
                    .toList();
            var after = booked.isEmpty() ? payment.explained(plan.explanation()) : allocated(payment, booked, plan);
            if (!booked.isEmpty() || !after.explanation().equals(payment.explanation())) {
                changes.add(new PaymentRepository.Change(payment, after));
            }
            settlements.add(new Settlement(
                    after, booked.stream().map(Booked::allocation).toList()));
            if (!byHand && after.balance().unapplied().isPositive()) {
                waiting.put(payment.paymentId(), payment.money(true).keys());
            } else {
                done.add(payment.paymentId());
            }
        }

        /** An event tells of one day: a payment that settles invoices from different days on tells one after the other. */
        private Payment allocated(Payment payment, List<Booked> booked, AllocationPlan plan) {
            var customer = payment.customerId().or(() -> onlyCustomer(booked));
            var byDay = booked.stream()
                    .collect(Collectors.groupingBy(
                            b -> b.allocation().effectiveDate(), TreeMap::new, Collectors.toList()));
            var after = payment;
            for (var ofOneDay : byDay.values()) {
                var balance = after.balance();
                for (var part : ofOneDay) {
                    balance = balance.allocate(part.allocation().amount());
                }
                after = after.next(balance, customer, plan.explanation());
                paymentEvents.add(PaymentEvents.allocated(after, ofOneDay));
            }
            return after;
        }

        /** A payer nobody knew is the customer whose invoices were paid, if they are all of one. */
        private static Optional<UUID> onlyCustomer(List<Booked> booked) {
            var customers = booked.stream()
                    .map(b -> b.itemAfter().customerId())
                    .distinct()
                    .toList();
            return customers.size() == 1 ? Optional.of(customers.get(0)) : Optional.empty();
        }

        private Booked book(Payment payment, PlannedAllocation planned, boolean byHand) {
            var item = book.item(planned.invoiceId()).orElseThrow();
            before.putIfAbsent(item.invoiceId(), item);
            var after = book.allocate(item.invoiceId(), planned.amount());
            var date = byHand
                    ? EffectiveDate.ofAllocationByHand(payment, item, tx.now())
                    : EffectiveDate.ofAllocation(payment, item, tx.now());
            states.add(new OpenItemRepository.Published(
                    after, OpenItemChanged.Cause.ALLOCATED, payment.paymentId(), date));
            var allocation = new Allocation(
                    Ids.next(),
                    payment.paymentId(),
                    item.invoiceId(),
                    item.invoiceNumber(),
                    planned.amount(),
                    planned.amount(),
                    planned.rule(),
                    planned.explanation(),
                    date,
                    tx.cause().actor(),
                    tx.now());
            return new Booked(allocation, after);
        }

        private List<OpenItemRepository.Change> itemChanges() {
            return before.values().stream()
                    .map(item -> new OpenItemRepository.Change(
                            item, book.item(item.invoiceId()).orElseThrow()))
                    .toList();
        }
    }

    /** Writes the batch; gives each payment with the allocations it got now. */
    public Uni<List<Settlement>> write(Batch batch) {
        var tx = batch.tx;
        var made = batch.settlements.stream()
                .flatMap(s -> s.allocations().stream())
                .toList();
        return payments.save(tx, batch.changes)
                .chain(() -> openItems.save(tx, batch.itemChanges(), batch.states))
                .chain(() -> made.isEmpty() ? Uni.createFrom().voidItem() : allocations.insert(tx, made))
                .chain(() -> awaited.forget(tx, batch.done))
                .chain(() -> awaited.await(tx, batch.waiting))
                .chain(() -> events.publish(tx, batch.paymentEvents))
                .replaceWith(() -> List.copyOf(batch.settlements));
    }
}
