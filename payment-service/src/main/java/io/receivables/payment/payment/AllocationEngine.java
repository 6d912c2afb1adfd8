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
import java.util.function.Function;

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
        var debts = debts(undirected, payer -> named.open(payer.customerId(), payer.currency()));
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
        Map<Currency, Money> directed = new HashMap<>();
        for (var payment : designated) {
            keys.addAll(payment.money(true).keys());
            add(directed, payment);
        }
        for (var payment : others) {
            var named = payment.money(false).keys();
            keys.addAll(named);
            if (!named.isEmpty()) {
                add(directed, payment);
            }
        }
        var undirected = others.stream()
                .filter(payment -> payment.money(false).referenceKey().isEmpty())
                .toList();
        var debts = debts(undirected, payer -> directed.getOrDefault(payer.currency(), Money.zero(payer.currency())));
        return candidates.lock(tx, keys, debts, invoices);
    }

    private static void add(Map<Currency, Money> sums, Payment payment) {
        sums.merge(payment.currency(), payment.balance().unapplied(), Money::plus);
    }

    private record Payer(UUID customerId, Currency currency) {}

    /**
     * What payments could settle of their payers' debts.
     *
     * @param directed what other payments of the batch, which say what they are for, may take of the same debts before
     */
    private static List<OldestDebts> debts(List<Payment> payments, Function<Payer, Money> directed) {
        Map<Payer, Money> sums = new HashMap<>();
        payments.forEach(payment -> payment.customerId()
                .ifPresent(customer -> sums.merge(
                        new Payer(customer, payment.currency()),
                        payment.balance().unapplied(),
                        Money::plus)));
        return sums.entrySet().stream()
                .map(sum -> new OldestDebts(
                        sum.getKey().customerId(), sum.getValue().plus(directed.apply(sum.getKey()))))
                .toList();
    }
}
