package io.receivables.payment.payment;

import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.Designation;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.store.AllocationRepository;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes in payments that people and systems report, and lets people allocate what is left of them. */
@ApplicationScoped
public class PaymentService {
    private final MoneyGate gate;
    private final PaymentReceipts receipts;
    private final PaymentRepository payments;
    private final AllocationRepository allocations;
    private final AllocationEngine engine;
    private final AllocationBooking booking;
    private final PaymentAudit audit;

    PaymentService(
            MoneyGate gate,
            PaymentReceipts receipts,
            PaymentRepository payments,
            AllocationRepository allocations,
            AllocationEngine engine,
            AllocationBooking booking,
            PaymentAudit audit) {
        this.gate = gate;
        this.receipts = receipts;
        this.payments = payments;
        this.allocations = allocations;
        this.engine = engine;
        this.booking = booking;
        this.audit = audit;
    }

    /** Records a payment and allocates it: as told, then by what it names, then to the oldest debt of a known payer. */
    public Uni<Settlement> receive(PgTx tx, NewPayment reported) {
        return receipts.recordOne(tx, reported);
    }

    /** Allocates unapplied money as told. */
    public Uni<Settlement> allocate(PgTx tx, UUID paymentId, List<Designation> told, Optional<String> reason) {
        return gate.share(tx)
                .chain(() -> locked(tx, paymentId))
                .chain(payment -> batch(tx, payment, told)
                        .invoke(batch -> {
                            var planned = Designation.check(
                                    told,
                                    payment.balance().unapplied(),
                                    batch.book(),
                                    reason.orElse("told by " + tx.cause().actor()));
                            var rest = payment.money(true).withoutText();
                            batch.addByHand(payment, AllocationPlanner.plan(rest, planned, batch.book(), today(tx)));
                        })
                        .chain(batch -> booking.write(batch)
                                .map(settlements -> settlements.get(0).payment())
                                .call(after ->
                                        audit(tx, "ALLOCATE", reason.orElse(""), Optional.of(payment), after, batch))))
                .chain(after -> settlement(tx, after));
    }

    private Uni<Payment> locked(PgTx tx, UUID paymentId) {
        return payments.lock(tx, List.of(paymentId)).map(found -> {
            if (found.isEmpty()) {
                throw Problem.notFound("Payment " + paymentId);
            }
            if (found.get(0).balance().isReversed()) {
                throw Problem.of(PaymentProblem.PAYMENT_REVERSED, "Nothing is left of a reversed payment.");
            }
            return found.get(0);
        });
    }

    private Uni<Batch> batch(PgTx tx, Payment payment, List<Designation> told) {
        var invoices = told.stream().map(Designation::invoiceId).collect(Collectors.toSet());
        return engine.lock(tx, List.of(payment), true, invoices).map(items -> new Batch(tx, new OpenItemBook(items)));
    }

    private Uni<Void> audit(
            PgTx tx, String action, String reason, Optional<Payment> before, Payment after, Batch batch) {
        return audit.payment(tx, action, reason, before, after)
                .chain(() -> audit.openItems(tx, action, reason, batch.touched()));
    }

    /** A payment with all its allocations, also those that were released. */
    public Uni<Settlement> find(PgTx tx, UUID paymentId) {
        return payments.find(tx, paymentId)
                .map(found -> found.orElseThrow(() -> Problem.notFound("Payment " + paymentId)))
                .chain(payment -> settlement(tx, payment));
    }

    private Uni<Settlement> settlement(PgTx tx, Payment payment) {
        return allocations.ofPayments(tx, List.of(payment.paymentId())).map(all -> new Settlement(payment, all));
    }

    private static LocalDate today(PgTx tx) {
        return LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
    }
}
