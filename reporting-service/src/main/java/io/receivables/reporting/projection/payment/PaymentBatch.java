package io.receivables.reporting.projection.payment;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.payment.PaymentEvents.Allocated;
import io.receivables.reporting.projection.payment.PaymentEvents.AllocatedPart;
import io.receivables.reporting.projection.payment.PaymentEvents.Deallocated;
import io.receivables.reporting.projection.payment.PaymentEvents.Received;
import io.receivables.reporting.projection.payment.PaymentEvents.ReleasedPart;
import io.receivables.reporting.projection.payment.PaymentEvents.Reversed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A batch of payment events, taken apart into the rows that each table gets. */
final class PaymentBatch {
    private final List<Sequenced<Received>> received = new ArrayList<>();
    private final List<CashChange> cash = new ArrayList<>();
    private final List<AllocationRow> allocations = new ArrayList<>();
    private final List<ReleaseRow> releases = new ArrayList<>();

    /**
     * What a payment is after one of its events.
     *
     * @param unapplied what of it is free afterwards
     * @param reversal present when this event took the money back
     */
    record CashChange(
            UUID paymentId,
            long sequence,
            Optional<UUID> customerId,
            String currency,
            String cause,
            LocalDate effectiveDate,
            Instant recordedAt,
            BigDecimal unapplied,
            Optional<Reversed> reversal) {}

    record AllocationRow(UUID paymentId, String currency, LocalDate effectiveDate, Instant at, AllocatedPart part) {}

    record ReleaseRow(
            UUID paymentId, long sequence, LocalDate effectiveDate, Instant at, String reason, ReleasedPart part) {}

    static PaymentBatch of(List<ReceivedEvent> events) {
        var batch = new PaymentBatch();
        events.forEach(batch::add);
        batch.cash.sort(Comparator.comparing(CashChange::paymentId).thenComparing(CashChange::sequence));
        batch.releases.sort(Comparator.comparing((ReleaseRow row) -> row.part().allocationId())
                .thenComparing(ReleaseRow::sequence));
        return batch;
    }

    List<Sequenced<Received>> received() {
        return received;
    }

    /** Sorted by payment, then by sequence. */
    List<CashChange> cash() {
        return cash;
    }

    List<CashChange> withKnownCustomer() {
        return cash.stream().filter(change -> change.customerId().isPresent()).toList();
    }

    List<AllocationRow> allocations() {
        return allocations;
    }

    /** Sorted by allocation, then by sequence. */
    List<ReleaseRow> releases() {
        return releases;
    }

    private void add(ReceivedEvent event) {
        switch (event.type()) {
            case "PaymentReceived.v1" -> add(event, event.as(Received.class));
            case "PaymentAllocated.v1" -> add(event, event.as(Allocated.class));
            case "PaymentDeallocated.v1" -> add(event, event.as(Deallocated.class));
            case "PaymentReversed.v1" -> add(event, event.as(Reversed.class));
            default -> {
                // a type that reports do not read
            }
        }
    }

    private void add(ReceivedEvent event, Received e) {
        received.add(new Sequenced<>(event, e));
        cash.add(new CashChange(
                e.paymentId(),
                event.sequence(),
                e.customerId(),
                e.currency(),
                "RECEIVED",
                e.bookingDate(),
                event.time(),
                e.amount(),
                Optional.empty()));
    }

    private void add(ReceivedEvent event, Allocated e) {
        e.allocations()
                .forEach(part -> allocations.add(
                        new AllocationRow(e.paymentId(), e.currency(), e.effectiveDate(), event.time(), part)));
        cash.add(new CashChange(
                e.paymentId(),
                event.sequence(),
                e.customerId(),
                e.currency(),
                "ALLOCATED",
                e.effectiveDate(),
                event.time(),
                e.unapplied(),
                Optional.empty()));
    }

    private void add(ReceivedEvent event, Deallocated e) {
        release(event, e.paymentId(), e.effectiveDate(), e.reason(), e.allocations());
        cash.add(new CashChange(
                e.paymentId(),
                event.sequence(),
                e.customerId(),
                e.currency(),
                "DEALLOCATED",
                e.effectiveDate(),
                event.time(),
                e.unapplied(),
                Optional.empty()));
    }

    /** A reversed payment has nothing left to apply. */
    private void add(ReceivedEvent event, Reversed e) {
        release(event, e.paymentId(), e.countsFrom(), e.reason(), e.releasedAllocations());
        cash.add(new CashChange(
                e.paymentId(),
                event.sequence(),
                e.customerId(),
                e.currency(),
                "REVERSED",
                e.countsFrom(),
                event.time(),
                BigDecimal.ZERO,
                Optional.of(e)));
    }

    private void release(ReceivedEvent event, UUID payment, LocalDate on, String reason, List<ReleasedPart> parts) {
        parts.forEach(part -> releases.add(new ReleaseRow(payment, event.sequence(), on, event.time(), reason, part)));
    }
}
