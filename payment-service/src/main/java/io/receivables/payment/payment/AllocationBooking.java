package io.receivables.payment.payment;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.InOrder;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes planned allocations of a batch of payments: money, open items, explanation and events, in few statements. */
@ApplicationScoped
public class AllocationBooking {
    /** Allocations in one event: at a few hundred bytes each, what an event may have is not reached. */
    private static final int EVENT = 5000;

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

    /** An item before and after one allocation of one payment. */
    public record Touched(UUID paymentId, OpenItem before, OpenItem after) {}

    /** What a batch changes, gathered before anything is written. */
    public static final class Batch {
        private final PgTx tx;
        private final OpenItemBook book;
        private final Map<UUID, OpenItem> before = new LinkedHashMap<>();
        private final List<Outbox.CausedEvent> itemEvents = new ArrayList<>();
        private final List<Payment> received = new ArrayList<>();
        private final List<PaymentRepository.Change> changes = new ArrayList<>();
        private final List<Touched> touched = new ArrayList<>();
        private final List<Settlement> settlements = new ArrayList<>();
        private final List<Outbox.CausedEvent> paymentEvents = new ArrayList<>();
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

        /** Every item that a payment was allocated to, in the order of the payments. */
        public List<Touched> touched() {
            return List.copyOf(touched);
        }

        /** Adds a payment that is not stored yet; what is left over waits for what it names. */
        public Settlement addNew(Cause cause, Payment payment, AllocationPlan plan) {
            paymentEvents.add(new Outbox.CausedEvent(cause, PaymentEvents.received(payment)));
            var settlement = allocate(cause, payment, plan, false);
            received.add(settlement.payment());
            if (settlement.payment().balance().unapplied().isPositive()) {
                waiting.put(payment.paymentId(), payment.money(true).keys());
            }
            return settlement;
        }

        /** Adds a stored payment that just came in or meets what it waited for; what is left over waits for what it names. */
        public void add(Payment payment, AllocationPlan plan) {
            var after = change(payment, plan, false);
            if (after.balance().unapplied().isPositive()) {
                waiting.put(payment.paymentId(), payment.money(true).keys());
            } else {
                done.add(payment.paymentId());
            }
        }

        /** Adds a stored payment of which a person decided; what is left over waits for the next decision. */
        public void addByHand(Payment payment, AllocationPlan plan) {
            change(payment, plan, true);
            done.add(payment.paymentId());
        }

        private Payment change(Payment payment, AllocationPlan plan, boolean byHand) {
            var settlement = allocate(tx.cause(), payment, plan, byHand);
            var after = settlement.payment();
            if (!settlement.allocations().isEmpty() || !after.explanation().equals(payment.explanation())) {
                changes.add(new PaymentRepository.Change(payment, after));
            }
            return after;
        }

        private Settlement allocate(Cause cause, Payment payment, AllocationPlan plan, boolean byHand) {
            var booked = plan.allocations().stream()
                    .map(p -> book(cause, payment, p, byHand))
                    .toList();
            var after =
                    booked.isEmpty() ? payment.explained(plan.explanation()) : allocated(cause, payment, booked, plan);
            var settlement = new Settlement(
                    after, booked.stream().map(Booked::allocation).toList());
            settlements.add(settlement);
            return settlement;
        }

        /** An event tells of one day and of so many invoices: a payment that settles more tells it one after the other. */
        private Payment allocated(Cause cause, Payment payment, List<Booked> booked, AllocationPlan plan) {
            var customer = payment.customerId().or(() -> onlyCustomer(booked));
            var byDay = booked.stream()
                    .collect(Collectors.groupingBy(
                            b -> b.allocation().effectiveDate(), TreeMap::new, Collectors.toList()));
            var after = payment;
            for (var ofOneDay : byDay.values()) {
                for (var told : InOrder.slices(ofOneDay, EVENT)) {
                    after = after.next(after.balance().allocate(sum(told)), customer, plan.explanation());
                    paymentEvents.add(new Outbox.CausedEvent(cause, PaymentEvents.allocated(after, told)));
                }
            }
            return after;
        }

        private static Money sum(List<Booked> booked) {
            return booked.stream()
                    .map(b -> b.allocation().amount())
                    .reduce(Money::plus)
                    .orElseThrow();
        }

        /** A payer nobody knew is the customer whose invoices were paid, if they are all of one. */
        private static Optional<UUID> onlyCustomer(List<Booked> booked) {
            var customers = booked.stream()
                    .map(b -> b.itemAfter().customerId())
                    .distinct()
                    .toList();
            return customers.size() == 1 ? Optional.of(customers.get(0)) : Optional.empty();
        }

        private Booked book(Cause cause, Payment payment, PlannedAllocation planned, boolean byHand) {
            var item = book.item(planned.invoiceId()).orElseThrow();
            before.putIfAbsent(item.invoiceId(), item);
            var after = book.allocate(item.invoiceId(), planned.amount());
            var date = byHand
                    ? EffectiveDate.ofAllocationByHand(payment, item, tx.now())
                    : EffectiveDate.ofAllocation(payment, item, tx.now());
            touched.add(new Touched(payment.paymentId(), item, after));
            var state =
                    new OpenItemRepository.Published(after, OpenItemChanged.Cause.ALLOCATED, payment.paymentId(), date);
            itemEvents.add(new Outbox.CausedEvent(cause, state.event()));
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
                    cause.actor(),
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

    /**
     * Writes the batch; gives each payment with the allocations it got now. A new payment whose external id is known already is
     * refused, and nothing is written. No statement waits for the answer to the one before: the server has work while the next is made.
     */
    public Uni<List<Settlement>> write(Batch batch) {
        var tx = batch.tx;
        var made = batch.settlements.stream()
                .flatMap(s -> s.allocations().stream())
                .toList();
        return Uni.combine()
                .all()
                .unis(
                        later(() -> insert(tx, batch.received)),
                        later(() -> payments.save(tx, batch.changes)),
                        later(() -> openItems.saveCaused(tx, batch.itemChanges(), batch.itemEvents)),
                        later(() -> allocations.insert(tx, made)),
                        later(() -> awaited.forget(tx, batch.done)),
                        later(() -> awaited.await(tx, batch.waiting)),
                        later(() -> events.publishCaused(tx, batch.paymentEvents)))
                .discardItems()
                .replaceWith(() -> List.copyOf(batch.settlements));
    }

    private static Uni<Void> later(Supplier<Uni<? extends Void>> statement) {
        return Uni.createFrom().deferred(statement);
    }

    private Uni<Void> insert(PgTx tx, List<Payment> received) {
        return received.isEmpty()
                ? Uni.createFrom().voidItem()
                : payments.insert(tx, received)
                        .invoke(written -> {
                            if (written < received.size()) {
                                throw duplicate(received);
                            }
                        })
                        .replaceWithVoid();
    }

    /** Which of several it is shows when each is written alone. */
    private static Problem duplicate(List<Payment> received) {
        var ids = received.stream()
                .flatMap(payment -> payment.details().externalId().stream())
                .collect(Collectors.joining(", "));
        return Problem.of(PaymentProblem.PAYMENT_DUPLICATE, "External id " + ids + " is recorded already.")
                .at("externalId", "duplicate", "is recorded already");
    }
}
