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
import io.receivables.payment.payment.AllocationBooking.Touched;
import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.EffectiveDate;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.store.AllocationRepository;
import io.receivables.payment.payment.store.AllocationRepository.ReleaseCause;
import io.receivables.payment.payment.store.AwaitedReferences;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** A payment before and after, and the items whose allocations it gives back. */
    private record Change(Payment before, Payment after, List<OpenItem> items, List<Allocation.Release> releases) {}

    /** Takes one allocation back; the money is unapplied again and waits for a person, not for the rules. */
    public Uni<Settlement> undo(PgTx tx, UUID paymentId, UUID allocationId, String reason) {
        return gate.share(tx).chain(() -> locked(tx, paymentId)).chain(payment -> allocations
                .ofPayments(tx, List.of(paymentId))
                .map(all -> undoOf(all, allocationId))
                .chain(release ->
                        itemsOf(tx, List.of(release)).chain(items -> undo(tx, payment, release, items, reason))));
    }

    private Uni<Settlement> undo(
            PgTx tx, Payment payment, Allocation.Release release, List<OpenItem> items, String reason) {
        var allocation = release.allocation();
        var date = EffectiveDate.ofUndo(allocation, items.get(0), tx.now());
        var after = payment.released(
                release.amount(), date, "allocation to " + allocation.invoiceNumber() + " undone: " + reason);
        var event = PaymentEvents.deallocated(after, List.of(release), reason, date);
        var step = new Step("UNDO_ALLOCATION", ReleaseCause.UNDO, Cause.DEALLOCATED, reason, date);
        return write(tx, new Change(payment, after, items, List.of(release)), event, step);
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
        return locked(tx, paymentId).chain(payment -> {
            if (payment.balance().isReversed()) {
                throw Problem.of(PaymentProblem.PAYMENT_REVERSED, "The payment was reversed before.");
            }
            return allocations.ofPayments(tx, List.of(paymentId)).chain(all -> {
                var releases = all.stream()
                        .filter(a -> a.active().isPositive())
                        .map(a -> new Allocation.Release(a, a.active()))
                        .toList();
                return itemsOf(tx, releases).chain(items -> reverse(tx, payment, releases, items, reversal));
            });
        });
    }

    private Uni<Settlement> reverse(
            PgTx tx, Payment payment, List<Allocation.Release> releases, List<OpenItem> items, Reversal reversal) {
        var date = EffectiveDate.ofReversal(reversal.bookingDate(), payment, releases);
        var after = payment.next(payment.balance().reverse(), payment.customerId(), "reversed: " + reversal.reason());
        var event = PaymentEvents.reversed(after, releases, reversal, date);
        var step = new Step("REVERSE", ReleaseCause.REVERSAL, Cause.REVERSED, reversal.reason(), date);
        return write(tx, new Change(payment, after, items, releases), event, step);
    }

    private Uni<List<OpenItem>> itemsOf(PgTx tx, List<Allocation.Release> releases) {
        return openItems.lock(
                tx, releases.stream().map(r -> r.allocation().invoiceId()).toList());
    }

    private Uni<Payment> locked(PgTx tx, UUID paymentId) {
        return payments.lock(tx, List.of(paymentId))
                .map(found -> found.stream().findFirst().orElseThrow(() -> Problem.notFound("Payment " + paymentId)));
    }

    private Uni<Settlement> write(PgTx tx, Change change, OutboxEvent event, Step step) {
        var items = change.items();
        var after = change.after();
        var released = released(items, perInvoice(change.releases()), step.effectiveDate());
        return payments.save(tx, List.of(new PaymentRepository.Change(change.before(), after)))
                .chain(() -> openItems.save(tx, changes(items, released), states(released, after, step)))
                .chain(() -> change.releases().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : allocations.release(
                                tx, change.releases(), step.releaseCause(), step.reason(), step.effectiveDate()))
                .chain(() -> awaited.forget(tx, List.of(after.paymentId())))
                .chain(() -> events.publish(tx, List.of(event)))
                .chain(() -> audit.payment(tx, step.action(), step.reason(), Optional.of(change.before()), after))
                .chain(() -> audit.openItems(tx, step.action(), step.reason(), touched(after, items, released)))
                .chain(() -> allocations.ofPayments(tx, List.of(after.paymentId())))
                .map(all -> new Settlement(after, all));
    }

    private static Map<UUID, Money> perInvoice(List<Allocation.Release> releases) {
        var amounts = new LinkedHashMap<UUID, Money>();
        releases.forEach(r -> amounts.merge(r.allocation().invoiceId(), r.amount(), Money::plus));
        return amounts;
    }

    private static List<OpenItem> released(List<OpenItem> items, Map<UUID, Money> amounts, LocalDate on) {
        return items.stream()
                .map(i -> i.release(amounts.get(i.invoiceId()), on))
                .toList();
    }

    private static List<Touched> touched(Payment payment, List<OpenItem> items, List<OpenItem> released) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Touched(payment.paymentId(), items.get(i), released.get(i)))
                .toList();
    }

    private static List<OpenItemRepository.Change> changes(List<OpenItem> items, List<OpenItem> released) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new OpenItemRepository.Change(items.get(i), released.get(i)))
                .toList();
    }

    private static List<Published> states(List<OpenItem> released, Payment payment, Step step) {
        return released.stream()
                .map(i -> new Published(i, step.itemCause(), payment.paymentId(), step.effectiveDate()))
                .toList();
    }
}
