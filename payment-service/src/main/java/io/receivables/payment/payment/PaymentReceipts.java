package io.receivables.payment.payment;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.payer.PayerDirectory;
import io.receivables.payment.payment.AllocationBooking.Batch;
import io.receivables.payment.payment.PaymentAudit.Recorded;
import io.receivables.payment.payment.model.AllocationPlanner;
import io.receivables.payment.payment.model.Designation;
import io.receivables.payment.payment.model.OpenItemBook;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentBalance;
import io.receivables.payment.payment.model.PaymentDetails;
import io.receivables.payment.payment.store.MoneyGate;
import io.receivables.payment.payment.store.PaymentRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records reported payments, many in one transaction: what they could go to is locked once, each sees what the one before left. */
@ApplicationScoped
public class PaymentReceipts {
    private final MoneyGate gate;
    private final PayerDirectory payers;
    private final PaymentRepository payments;
    private final AllocationEngine engine;
    private final AllocationBooking booking;
    private final PaymentAudit audit;

    PaymentReceipts(
            MoneyGate gate,
            PayerDirectory payers,
            PaymentRepository payments,
            AllocationEngine engine,
            AllocationBooking booking,
            PaymentAudit audit) {
        this.gate = gate;
        this.payers = payers;
        this.payments = payments;
        this.engine = engine;
        this.booking = booking;
        this.audit = audit;
    }

    /** What is known of the payers of a batch. */
    private record Payers(Set<UUID> known, Map<String, UUID> byIban) {
        /** The payer as told, or as the account tells. */
        Optional<UUID> of(NewPayment reported) {
            var told = reported.customerId();
            if (told.isPresent() && !known.contains(told.get())) {
                throw Problem.of(PaymentProblem.CUSTOMER_UNKNOWN, "No such customer is known here.")
                        .at("customerId", "unknown", "is not known");
            }
            return told.or(() -> reported.details().payerIban().map(byIban::get));
        }
    }

    /** A payment that may be recorded, if nothing that is told of it is wrong. */
    private record Candidate(Cause cause, NewPayment reported, Payment payment) {
        boolean told() {
            return !reported.allocations().isEmpty();
        }
    }

    /** Records one payment; a refusal is thrown. */
    Uni<Settlement> recordOne(PgTx tx, NewPayment reported) {
        return recordAll(tx, List.of(new Submission<>(reported, tx.cause())), Set.of())
                .map(decisions -> decisions.get(0).orThrow());
    }

    /**
     * Decides about each in the order of the list, and records those that are not refused. An external id that is recorded
     * already, or comes twice, is left to {@link PaymentService#receive}.
     */
    public Uni<List<Decision<Settlement>>> recordAll(PgTx tx, List<Submission<NewPayment>> submissions) {
        var details = submissions.stream().map(s -> s.content().details()).toList();
        return payments.known(tx, details).chain(known -> recordAll(tx, submissions, withRepeated(details, known)));
    }

    private static Set<Integer> withRepeated(List<PaymentDetails> details, Set<Integer> known) {
        var leftOut = new HashSet<>(known);
        var seen = new HashSet<List<String>>();
        for (int i = 0; i < details.size(); i++) {
            var method = details.get(i).method().name();
            boolean first = details.get(i)
                    .externalId()
                    .map(id -> seen.add(List.of(method, id)))
                    .orElse(true);
            if (!first) {
                leftOut.add(i);
            }
        }
        return leftOut;
    }

    private Uni<List<Decision<Settlement>>> recordAll(
            PgTx tx, List<Submission<NewPayment>> submissions, Set<Integer> leftOut) {
        return gate.share(tx)
                .chain(() ->
                        payers(tx, submissions.stream().map(Submission::content).toList()))
                .map(payers -> IntStream.range(0, submissions.size())
                        .<Decision<Candidate>>mapToObj(i -> leftOut.contains(i)
                                ? new Decision.Alone<>()
                                : candidate(tx, submissions.get(i), payers))
                        .toList())
                .chain(candidates -> record(tx, candidates));
    }

    private Uni<Payers> payers(PgTx tx, List<NewPayment> reported) {
        var customers = reported.stream().flatMap(r -> r.customerId().stream()).collect(Collectors.toSet());
        var ibans = reported.stream()
                .filter(r -> r.customerId().isEmpty())
                .flatMap(r -> r.details().payerIban().stream())
                .collect(Collectors.toSet());
        return payers.known(tx, customers)
                .chain(known -> payers.customersOf(tx, ibans).map(byIban -> new Payers(known, byIban)));
    }

    private static Decision<Candidate> candidate(PgTx tx, Submission<NewPayment> submission, Payers payers) {
        var reported = submission.content();
        return Decision.of(() -> new Candidate(
                submission.cause(),
                reported,
                new Payment(
                        Ids.next(),
                        reported.details(),
                        PaymentBalance.received(reported.amount()),
                        payers.of(reported),
                        Optional.empty(),
                        "",
                        submission.cause().actor(),
                        tx.now(),
                        1)));
    }

    private Uni<List<Decision<Settlement>>> record(PgTx tx, List<Decision<Candidate>> candidates) {
        var recordable = candidates.stream().flatMap(Decision::done).toList();
        if (recordable.isEmpty()) {
            return Uni.createFrom()
                    .item(candidates.stream()
                            .<Decision<Settlement>>map(one -> one.map(none -> null))
                            .toList());
        }
        return lock(tx, recordable).chain(batch -> {
            var recorded = new ArrayList<Recorded>();
            List<Decision<Settlement>> decisions = candidates.stream()
                    .map(one -> one.then(candidate -> {
                        var settlement = settle(tx, batch, candidate);
                        recorded.add(new Recorded(
                                candidate.cause(), candidate.reported().reason(), settlement.payment()));
                        return settlement;
                    }))
                    .toList();
            return booking.write(batch)
                    .chain(() -> audit.recorded(tx, recorded, batch.touched()))
                    .replaceWith(decisions);
        });
    }

    private Uni<Batch> lock(PgTx tx, List<Candidate> candidates) {
        var told = candidates.stream()
                .collect(Collectors.partitioningBy(
                        Candidate::told, Collectors.mapping(Candidate::payment, Collectors.toList())));
        var invoices = candidates.stream()
                .flatMap(candidate -> candidate.reported().allocations().stream())
                .map(Designation::invoiceId)
                .collect(Collectors.toSet());
        return engine.lock(tx, told.get(true), told.get(false), invoices)
                .map(items -> new Batch(tx, new OpenItemBook(items)));
    }

    /** Refuses before anything is taken from the book. */
    private static Settlement settle(PgTx tx, Batch batch, Candidate candidate) {
        var payment = candidate.payment();
        var planned = Designation.check(
                candidate.reported().allocations(),
                payment.balance().unapplied(),
                batch.book(),
                "told by " + candidate.cause().actor());
        var today = LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
        var plan = AllocationPlanner.plan(payment.money(false), planned, batch.book(), today);
        return batch.addNew(candidate.cause(), payment, plan);
    }
}
