package io.receivables.payment.payment;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.model.OldestDebts;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.store.AllocationCandidates;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Matches payments with open items by the rules and books the result. The caller has passed the money gate. */
@ApplicationScoped
public class AllocationEngine {
    private final AllocationCandidates candidates;
    private final AllocationBooking booking;

    AllocationEngine(AllocationCandidates candidates, AllocationBooking booking) {
        this.candidates = candidates;
        this.booking = booking;
    }

    /**
     * Records and allocates payments of a statement, one after the other in the order of the list. The gate is closed, so that locks need no
     * order: what the payers owe is read only for those payments that name nothing that is known.
     */
    public Uni<List<Settlement>> allocateNew(PgTx tx, List<Payment> payments) {
        if (payments.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return lock(tx, payments, true, Set.of())
                .map(OpenItemBook::new)
                .chain(named -> withDebtsOfPayers(tx, payments, named))
                .map(book -> {
                    var batch = new Batch(tx, book);
                    payments.forEach(payment -> batch.addNew(
                            tx.cause(), payment, AllocationPlanner.plan(payment.money(false), book, today(tx))));
                    return batch;
                })
                .chain(booking::write);
    }

    /** Looks again at payments that wait for an invoice; only what they name counts. */
    public Uni<List<Settlement>> allocateWaiting(PgTx tx, List<Payment> payments) {
        return lock(tx, payments, true, Set.of())
                .map(OpenItemBook::new)
                .map(book -> {
                    var batch = new Batch(tx, book);
                    payments.forEach(payment ->
                            batch.add(payment, AllocationPlanner.plan(payment.money(true), book, today(tx))));
                    return batch;
                })
                .chain(booking::write);
    }

    private Uni<OpenItemBook> withDebtsOfPayers(PgTx tx, List<Payment> payments, OpenItemBook named) {
        var undirected = payments.stream()
                .filter(payment -> !payment.money(false).designates(named))
                .toList();
        var debts = debts(undirected).stream()
                .map(debt ->
                        debt.beyond(named.open(debt.customerId(), debt.upTo().currency())))
                .toList();
        return debts.isEmpty()
                ? Uni.createFrom().item(named)
                : candidates.lock(tx, Set.of(), debts, Set.of()).map(named::with);
    }

    private static LocalDate today(PgTx tx) {
        return LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
    }

    /** Locks everything the payments could go to, and the invoices. */
    Uni<List<OpenItem>> lock(PgTx tx, List<Payment> payments, boolean designationOnly, Set<UUID> invoices) {
        return designationOnly ? lock(tx, payments, List.of(), invoices) : lock(tx, List.of(), payments, invoices);
    }

    /** Locks what some payments name, everything that others could go to, and the invoices. */
    Uni<List<OpenItem>> lock(PgTx tx, List<Payment> designated, List<Payment> others, Set<UUID> invoices) {
        var keys = new HashSet<String>();
        designated.forEach(payment -> keys.addAll(payment.money(true).keys()));
        others.forEach(payment -> keys.addAll(payment.money(false).keys()));
        var undirected = others.stream()
                .filter(payment -> payment.money(false).referenceKey().isEmpty())
                .toList();
        return candidates.lock(tx, keys, debts(undirected), invoices);
    }

    private record Payer(UUID customerId, Currency currency) {}

    /** What payments could settle of their payers' debts. */
    private static List<OldestDebts> debts(List<Payment> payments) {
        Map<Payer, Money> sums = new HashMap<>();
        payments.forEach(payment -> payment.customerId()
                .ifPresent(customer -> sums.merge(
                        new Payer(customer, payment.currency()),
                        payment.balance().unapplied(),
                        Money::plus)));
        return sums.entrySet().stream()
                .map(sum -> new OldestDebts(sum.getKey().customerId(), sum.getValue()))
                .toList();
    }
}
