package io.receivables.payment.payment;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.events.OpenItemChanged.Cause;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.store.OpenItemRepository;
import io.receivables.payment.openitem.store.OpenItemRepository.Published;
import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.store.AllocationRepository;
import io.receivables.payment.payment.store.AllocationRepository.ReleaseCause;
import io.receivables.payment.payment.store.AwaitedReferences;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes allocations back: an undo by a person, or the reversal of a whole payment by the bank. */
@ApplicationScoped
public class ReleaseService {
    private final MoneyGate gate;
    private final PaymentRepository payments;
    private final AllocationRepository allocations;
    private final OpenItemRepository openItems;
    private final AwaitedReferences awaited;
    private final PaymentEvents events;
    private final PaymentAudit audit;

    ReleaseService(
            MoneyGate gate,
            PaymentRepository payments,
            AllocationRepository allocations,
            OpenItemRepository openItems,
            AwaitedReferences awaited,
            PaymentEvents events,
            PaymentAudit audit) {
        this.gate = gate;
        this.payments = payments;
        this.allocations = allocations;
        this.openItems = openItems;
        this.awaited = awaited;
        this.events = events;
        this.audit = audit;
    }

    private record Step(
            String action, ReleaseCause releaseCause, Cause itemCause, String reason, LocalDate effectiveDate) {}

    /** Takes one allocation back; the money is unapplied again and waits for a person, not for the rules. */
    public Uni<Settlement> undo(PgTx tx, UUID paymentId, UUID allocationId, String reason) {
        var step = new Step("UNDO_ALLOCATION", ReleaseCause.UNDO, Cause.DEALLOCATED, reason, today(tx));
        return gate.share(tx)
                .chain(() -> locked(tx, paymentId))
                .chain(payment -> allocations.ofPayments(tx, List.of(paymentId)).chain(all -> {
                    var release = undoOf(all, allocationId);
                    var after = payment.next(
                            payment.balance().release(release.amount()),
                            payment.customerId(),
                            "allocation to " + release.allocation().invoiceNumber() + " undone: " + reason);
                    var event = PaymentEvents.deallocated(after, List.of(release), reason, step.effectiveDate());
                    return write(tx, payment, after, List.of(release), event, step);
                }));
    }

    private static Allocation.Release undoOf(List<Allocation> all, UUID allocationId) {
        var allocation = all.stream()
                .filter(a -> a.allocationId().equals(allocationId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Allocation " + allocationId));
        if (allocation.active().isZero()) {
            throw Problem.of(PaymentProblem.ALLOCATION_RELEASED, "Nothing of this allocation counts any more.");
        }
        return new Allocation.Release(allocation, allocation.active());
    }

    /** Reverses a payment as a whole; what it had settled is owed again. */
    public Uni<Settlement> reverse(PgTx tx, UUID paymentId, Reversal reversal) {
        return gate.share(tx).chain(() -> reverseInside(tx, paymentId, reversal));
    }

    /** The same for a caller that has passed the money gate. */
    public Uni<Settlement> reverseInside(PgTx tx, UUID paymentId, Reversal reversal) {
        var step =
                new Step("REVERSE", ReleaseCause.REVERSAL, Cause.REVERSED, reversal.reason(), reversal.bookingDate());
        return locked(tx, paymentId).chain(payment -> {
            if (payment.balance().isReversed()) {
                throw Problem.of(PaymentProblem.PAYMENT_REVERSED, "The payment was reversed before.");
            }
            return allocations.ofPayments(tx, List.of(paymentId)).chain(all -> {
                var releases = all.stream()
                        .filter(a -> a.active().isPositive())
                        .map(a -> new Allocation.Release(a, a.active()))
                        .toList();
                var after = payment.next(
                        payment.balance().reverse(), payment.customerId(), "reversed: " + reversal.reason());
                return write(tx, payment, after, releases, PaymentEvents.reversed(after, releases, reversal), step);
            });
        });
    }

    private Uni<Payment> locked(PgTx tx, UUID paymentId) {
        return payments.lock(tx, List.of(paymentId))
                .map(found -> found.stream().findFirst().orElseThrow(() -> Problem.notFound("Payment " + paymentId)));
    }

    private Uni<Settlement> write(
            PgTx tx, Payment before, Payment after, List<Allocation.Release> releases, OutboxEvent event, Step step) {
        var amounts = perInvoice(releases);
        return payments.save(tx, List.of(new PaymentRepository.Change(before, after)))
                .chain(() -> openItems.lock(tx, amounts.keySet()))
                .call(items -> openItems.save(tx, changes(items, amounts), states(items, amounts, after, step)))
                .call(() -> releases.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : allocations.release(tx, releases, step.releaseCause(), step.reason()))
                .call(() -> awaited.forget(tx, List.of(after.paymentId())))
                .call(() -> events.publish(tx, List.of(event)))
                .call(items -> audit.payment(tx, step.action(), step.reason(), Optional.of(before), after)
                        .chain(() ->
                                audit.openItems(tx, step.action(), step.reason(), items, released(items, amounts))))
                .chain(() -> allocations.ofPayments(tx, List.of(after.paymentId())))
                .map(all -> new Settlement(after, all));
    }

    static Map<UUID, Money> perInvoice(List<Allocation.Release> releases) {
        var amounts = new LinkedHashMap<UUID, Money>();
        releases.forEach(r -> amounts.merge(r.allocation().invoiceId(), r.amount(), Money::plus));
        return amounts;
    }

    private static List<OpenItemRepository.Change> changes(List<OpenItem> items, Map<UUID, Money> amounts) {
        return items.stream()
                .map(i -> new OpenItemRepository.Change(i, i.release(amounts.get(i.invoiceId()))))
                .toList();
    }

    private static List<OpenItem> released(List<OpenItem> items, Map<UUID, Money> amounts) {
        return items.stream().map(i -> i.release(amounts.get(i.invoiceId()))).toList();
    }

    private static List<Published> states(List<OpenItem> items, Map<UUID, Money> amounts, Payment payment, Step step) {
        return released(items, amounts).stream()
                .map(i -> new Published(i, step.itemCause(), payment.paymentId(), step.effectiveDate()))
                .toList();
    }

    private static LocalDate today(PgTx tx) {
        return LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
    }
}
