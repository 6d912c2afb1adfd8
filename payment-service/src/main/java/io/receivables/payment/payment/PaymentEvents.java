package io.receivables.payment.payment;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.PaymentAllocated;
import io.receivables.payment.events.PaymentAllocated.AllocatedPart;
import io.receivables.payment.events.PaymentDeallocated;
import io.receivables.payment.events.PaymentEvent;
import io.receivables.payment.events.PaymentReceived;
import io.receivables.payment.events.PaymentReversed;
import io.receivables.payment.events.PaymentTopics;
import io.receivables.payment.events.ReleasedPart;
import io.receivables.payment.openitem.model.OpenItem;
import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.Payment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Turns changes of payments into the published language. */
@ApplicationScoped
public class PaymentEvents {
    private final Outbox outbox;

    PaymentEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** An allocation and its open item right after it. */
    public record Booked(Allocation allocation, OpenItem itemAfter) {}

    public Uni<Void> publish(PgTx tx, List<OutboxEvent> events) {
        return outbox.append(tx, PaymentTopics.PAYMENTS, events);
    }

    public Uni<Void> publishCaused(PgTx tx, List<Outbox.CausedEvent> events) {
        return outbox.appendCaused(tx, PaymentTopics.PAYMENTS, events);
    }

    public static OutboxEvent received(Payment payment) {
        var details = payment.details();
        var payer = details.payerName().isPresent() || details.payerIban().isPresent()
                ? Optional.of(new PaymentReceived.Payer(details.payerName(), details.payerIban()))
                : Optional.<PaymentReceived.Payer>empty();
        return event(
                payment,
                new PaymentReceived(
                        payment.paymentId(),
                        details.method(),
                        details.source(),
                        payment.currency().getCurrencyCode(),
                        payment.balance().amount().amount(),
                        details.bookingDate(),
                        details.valueDate(),
                        payment.customerId(),
                        payer,
                        details.structuredReference(),
                        details.remittanceInformation(),
                        details.endToEndId(),
                        details.externalId(),
                        details.origin().map(o -> o.statementId()),
                        details.origin().flatMap(o -> o.entryReference())));
    }

    static OutboxEvent allocated(Payment after, List<Booked> booked) {
        var parts = booked.stream()
                .map(b -> new AllocatedPart(
                        b.allocation().allocationId(),
                        b.allocation().invoiceId(),
                        b.allocation().invoiceNumber(),
                        b.allocation().amount().amount(),
                        b.allocation().rule(),
                        b.allocation().explanation(),
                        b.itemAfter().open().amount(),
                        b.itemAfter().version()))
                .toList();
        return event(
                after,
                new PaymentAllocated(
                        after.paymentId(),
                        after.customerId(),
                        after.currency().getCurrencyCode(),
                        parts,
                        after.balance().unapplied().amount(),
                        booked.get(0).allocation().effectiveDate()));
    }

    static OutboxEvent deallocated(
            Payment after, List<Allocation.Release> releases, String reason, LocalDate effectiveDate) {
        return event(
                after,
                new PaymentDeallocated(
                        after.paymentId(),
                        after.customerId(),
                        after.currency().getCurrencyCode(),
                        parts(releases),
                        reason,
                        after.balance().unapplied().amount(),
                        effectiveDate));
    }

    static OutboxEvent reversed(
            Payment after, List<Allocation.Release> releases, Reversal reversal, LocalDate effectiveDate) {
        return event(
                after,
                new PaymentReversed(
                        after.paymentId(),
                        after.customerId(),
                        after.currency().getCurrencyCode(),
                        after.balance().reversed().amount(),
                        reversal.reason(),
                        reversal.returnReasonCode(),
                        reversal.bookingDate(),
                        effectiveDate,
                        parts(releases)));
    }

    private static List<ReleasedPart> parts(List<Allocation.Release> releases) {
        return releases.stream()
                .map(r -> new ReleasedPart(
                        r.allocation().allocationId(),
                        r.allocation().invoiceId(),
                        r.allocation().invoiceNumber(),
                        r.amount().amount()))
                .toList();
    }

    private static OutboxEvent event(Payment payment, PaymentEvent payload) {
        return new OutboxEvent(payload.type(), payment.paymentId(), payment.version(), payload);
    }
}
