package io.receivables.payment.payment;

import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.openitem.store.OpenItemRepository;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Matches payments with open items by the rules and books the result. The caller has passed the money gate. */
@ApplicationScoped
public class AllocationEngine {
    private final OpenItemRepository openItems;
    private final AllocationBooking booking;

    AllocationEngine(OpenItemRepository openItems, AllocationBooking booking) {
        this.openItems = openItems;
        this.booking = booking;
    }

    /** Allocates payments that have just come in, one after the other in the order of the list. */
    public Uni<List<Settlement>> allocateNew(PgTx tx, List<Payment> payments) {
        return allocate(tx, payments, false);
    }

    /** Looks again at payments that wait for an invoice; only what they name counts. */
    public Uni<List<Settlement>> allocateWaiting(PgTx tx, List<Payment> payments) {
        return allocate(tx, payments, true);
    }

    private Uni<List<Settlement>> allocate(PgTx tx, List<Payment> payments, boolean designationOnly) {
        var today = LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
        return lock(tx, payments, designationOnly, Set.of())
                .map(OpenItemBook::new)
                .map(book -> {
                    var batch = new Batch(tx, book);
                    for (var payment : payments) {
                        var plan = AllocationPlanner.plan(payment.money(designationOnly), book, today);
                        batch.add(payment, plan);
                    }
                    return batch;
                })
                .chain(booking::write);
    }

    /** Locks everything the payments could go to, and the invoices. */
    Uni<List<OpenItem>> lock(PgTx tx, List<Payment> payments, boolean designationOnly, Set<UUID> invoices) {
        return designationOnly ? lock(tx, payments, List.of(), invoices) : lock(tx, List.of(), payments, invoices);
    }

    /** Locks what some payments name, everything that others could go to, and the invoices. */
    Uni<List<OpenItem>> lock(PgTx tx, List<Payment> designated, List<Payment> others, Set<UUID> invoices) {
        var keys = new HashSet<String>();
        var customers = new HashSet<UUID>();
        var currencies = new HashSet<String>();
        designated.forEach(payment -> keys.addAll(payment.money(true).keys()));
        for (var payment : others) {
            keys.addAll(payment.money(false).keys());
            payment.customerId().ifPresent(customers::add);
            currencies.add(payment.currency().getCurrencyCode());
        }
        return openItems.lock(tx, keys, customers, currencies, invoices);
    }
}
