package io.receivables.payment.payment.rest;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.GroupedUseCase;
import io.receivables.chassis.idempotency.Reply;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.payment.NewPayment;
import io.receivables.payment.payment.PaymentReceipts;
import io.receivables.payment.payment.PaymentService;
import io.receivables.payment.payment.Settlement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Records payments, those that arrive together in one transaction. */
@ApplicationScoped
class RecordPayments implements GroupedUseCase<PaymentRequest> {
    private final PaymentReceipts receipts;
    private final PaymentService payments;

    RecordPayments(PaymentReceipts receipts, PaymentService payments) {
        this.receipts = receipts;
        this.payments = payments;
    }

    @Override
    public Uni<List<Decision<Reply>>> together(PgTx tx, List<Submission<PaymentRequest>> submissions) {
        return Decision.forReadable(
                        submissions, request -> read(tx, request), reported -> receipts.recordAll(tx, reported))
                .map(decisions -> decisions.stream()
                        .map(decision -> decision.map(RecordPayments::reply))
                        .toList());
    }

    @Override
    public Uni<Reply> alone(PgTx tx, PaymentRequest request) {
        return payments.receive(tx, read(tx, request)).map(RecordPayments::reply);
    }

    private static NewPayment read(PgTx tx, PaymentRequest request) {
        return RequestChecks.newPayment(request, LocalDate.ofInstant(tx.now(), ZoneOffset.UTC));
    }

    private static Reply reply(Settlement done) {
        return Reply.created(
                URI.create("/v1/payments/" + done.payment().paymentId()),
                done.payment().version(),
                PaymentResponse.of(done));
    }
}
