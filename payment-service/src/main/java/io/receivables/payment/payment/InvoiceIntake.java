package io.receivables.payment.payment;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.OpenItemChanged.Cause;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.store.OpenItemRepository;
import io.receivables.payment.openitem.store.OpenItemRepository.Published;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Takes what was invoiced and credited into the ledger, and leads payments that came too early to their invoice. */
@ApplicationScoped
public class InvoiceIntake {
    private final MoneyGate gate;
    private final OpenItemRepository openItems;
    private final PaymentRepository payments;
    private final AllocationRepository allocations;
    private final AwaitedReferences awaited;
    private final AllocationEngine engine;
    private final PaymentEvents events;

    InvoiceIntake(
            MoneyGate gate,
            OpenItemRepository openItems,
            PaymentRepository payments,
            AllocationRepository allocations,
            AwaitedReferences awaited,
            AllocationEngine engine,
            PaymentEvents events) {
        this.gate = gate;
        this.openItems = openItems;
        this.payments = payments;
        this.allocations = allocations;
        this.awaited = awaited;
        this.engine = engine;
        this.events = events;
    }

    /** A credit note on an invoice; the amount is positive. */
    public record Credit(UUID creditNoteId, String number, UUID invoiceId, Money amount, LocalDate issueDate) {}

    /** Opens items for invoices and allocates payments that wait for them. */
    public Uni<Void> issued(PgTx tx, List<OpenItemRepository.Opened> items) {
        var keys = new HashSet<String>();
        items.forEach(opened -> {
            keys.add(opened.item().numberKey());
            opened.item().referenceKey().ifPresent(keys::add);
        });
        return gate.close(tx)
                .chain(() -> openItems.insert(tx, items))
                .chain(() -> awaited.waitingFor(tx, keys))
                .chain(waiting -> payments.lock(tx, waiting))
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : engine.allocateWaiting(tx, waiting).replaceWithVoid());
    }

    /** Takes a credit note; money that is too much now is set free, the newest allocation first. */
    public Uni<Void> credited(PgTx tx, Credit credit) {
        return gate.close(tx)
                .chain(() -> openItems.lock(tx, List.of(credit.invoiceId())))
                .map(items -> items.stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Credit note " + credit.number() + " is for an unknown invoice")))
                .chain(item -> tooMuch(tx, item, credit)
                        .chain(releases -> book(
                                tx,
                                item,
                                credit,
                                releases,
                                EffectiveDate.ofCredit(credit.issueDate(), item, releases))));
    }

    private Uni<List<Allocation.Release>> tooMuch(PgTx tx, OpenItem item, Credit credit) {
        var excess = item.excessOf(credit.amount());
        return excess.isZero()
                ? Uni.createFrom().item(List.of())
                : allocations
                        .activeOfInvoices(tx, List.of(item.invoiceId()))
                        .map(active -> Allocation.newestFirst(active, excess));
    }

    private Uni<Void> book(
            PgTx tx, OpenItem item, Credit credit, List<Allocation.Release> releases, LocalDate effectiveDate) {
        var after = item.credit(credit.amount(), item.excessOf(credit.amount()));
        return (releases.isEmpty() ? Uni.createFrom().voidItem() : setFree(tx, credit, releases, effectiveDate))
                .chain(() -> openItems.save(
                        tx,
                        List.of(new OpenItemRepository.Change(item, after)),
                        List.of(new Published(after, Cause.CREDITED, credit.creditNoteId(), effectiveDate))));
    }

    private Uni<Void> setFree(PgTx tx, Credit credit, List<Allocation.Release> releases, LocalDate effectiveDate) {
        var reason = "credit note " + credit.number();
        var ids = releases.stream()
                .map(r -> r.allocation().paymentId())
                .distinct()
                .toList();
        return allocations
                .release(tx, releases, ReleaseCause.CREDIT_NOTE, reason, effectiveDate)
                .chain(() -> payments.lock(tx, ids))
                .chain(locked -> release(tx, locked, releases, reason, effectiveDate));
    }

    private Uni<Void> release(
            PgTx tx, List<Payment> locked, List<Allocation.Release> releases, String reason, LocalDate date) {
        var byPayment = new HashMap<UUID, List<Allocation.Release>>();
        releases.forEach(r -> byPayment
                .computeIfAbsent(r.allocation().paymentId(), id -> new ArrayList<>())
                .add(r));
        var changes = new ArrayList<PaymentRepository.Change>();
        var published = new ArrayList<OutboxEvent>();
        for (var payment : locked) {
            var parts = byPayment.get(payment.paymentId());
            var amount =
                    parts.stream().map(Allocation.Release::amount).reduce(Money.zero(payment.currency()), Money::plus);
            var after = payment.released(amount, date, "set free by " + reason);
            changes.add(new PaymentRepository.Change(payment, after));
            published.add(PaymentEvents.deallocated(after, parts, reason, date));
        }
        return payments.save(tx, changes).chain(() -> events.publish(tx, published));
    }
}
