package io.receivables.payment.payment;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.payer.PayerDirectory;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.Designation;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.store.AllocationRepository;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes in payments that people and systems report, and lets people allocate what is left of them. */
@ApplicationScoped
public class PaymentService {
    private final MoneyGate gate;
    private final PayerDirectory payers;
    private final PaymentRepository payments;
    private final AllocationRepository allocations;
    private final AllocationEngine engine;
    private final AllocationBooking booking;
    private final PaymentEvents events;
    private final PaymentAudit audit;

    PaymentService(
            MoneyGate gate,
            PayerDirectory payers,
            PaymentRepository payments,
            AllocationRepository allocations,
            AllocationEngine engine,
            AllocationBooking booking,
            PaymentEvents events,
            PaymentAudit audit) {
        this.gate = gate;
        this.payers = payers;
        this.payments = payments;
        this.allocations = allocations;
        this.engine = engine;
        this.booking = booking;
        this.events = events;
        this.audit = audit;
    }

    /** Records a payment and allocates it: as told, then by what it names, then to the oldest debt of a known payer. */
    public Uni<Settlement> receive(PgTx tx, NewPayment reported) {
        return gate.share(tx)
                .chain(() -> payer(tx, reported))
                .map(customer -> payment(tx, reported, customer))
                .call(payment -> insert(tx, payment))
                .chain(payment -> allocate(tx, payment, reported));
    }

    private Uni<Optional<UUID>> payer(PgTx tx, NewPayment reported) {
        if (reported.customerId().isPresent()) {
            return payers.knows(tx, reported.customerId().get()).map(known -> {
                if (!known) {
                    throw Problem.of(PaymentProblem.CUSTOMER_UNKNOWN, "No such customer is known here.")
                            .at("customerId", "unknown", "is not known");
                }
                return reported.customerId();
            });
        }
        return reported.details()
                .payerIban()
                .map(iban -> payers.customersOf(tx, Set.of(iban)).map(found -> Optional.ofNullable(found.get(iban))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Payment payment(PgTx tx, NewPayment reported, Optional<UUID> customer) {
        return new Payment(
                Ids.next(),
                reported.details(),
                PaymentBalance.received(reported.amount()),
                customer,
                Optional.empty(),
                "",
                tx.cause().actor(),
                tx.now(),
                1);
    }

    private Uni<Void> insert(PgTx tx, Payment payment) {
        return payments.insert(tx, List.of(payment))
                .invoke(written -> {
                    if (written == 0) {
                        throw Problem.of(
                                        PaymentProblem.PAYMENT_DUPLICATE,
                                        "External id "
                                                + payment.details().externalId().orElse("") + " is recorded already.")
                                .at("externalId", "duplicate", "is recorded already");
                    }
                })
                .chain(() -> events.publish(tx, List.of(PaymentEvents.received(payment))));
    }

    private Uni<Settlement> allocate(PgTx tx, Payment payment, NewPayment reported) {
        var told = reported.allocations();
        return batch(tx, payment, told, !told.isEmpty())
                .invoke(batch -> {
                    var planned = Designation.check(
                            told,
                            payment.balance().unapplied(),
                            batch.book(),
                            "told by " + tx.cause().actor());
                    var plan = AllocationPlanner.plan(payment.money(false), planned, batch.book(), today(tx));
                    batch.add(payment, plan);
                })
                .chain(batch -> booking.write(batch)
                        .map(settlements -> settlements.get(0))
                        .call(done -> audit(
                                tx, "RECORD", reported.reason().orElse(""), Optional.empty(), done.payment(), batch)));
    }

    /** Allocates unapplied money as told. */
    public Uni<Settlement> allocate(PgTx tx, UUID paymentId, List<Designation> told, Optional<String> reason) {
        return gate.share(tx)
                .chain(() -> locked(tx, paymentId))
                .chain(payment -> batch(tx, payment, told, true)
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

    private Uni<Batch> batch(PgTx tx, Payment payment, List<Designation> told, boolean designationOnly) {
        var invoices = told.stream().map(Designation::invoiceId).collect(Collectors.toSet());
        return engine.lock(tx, List.of(payment), designationOnly, invoices)
                .map(items -> new Batch(tx, new OpenItemBook(items)));
    }

    private Uni<Void> audit(
            PgTx tx, String action, String reason, Optional<Payment> before, Payment after, Batch batch) {
        return audit.payment(tx, action, reason, before, after)
                .chain(() -> audit.openItems(tx, action, reason, batch.itemsBefore(), batch.itemsAfter()));
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
