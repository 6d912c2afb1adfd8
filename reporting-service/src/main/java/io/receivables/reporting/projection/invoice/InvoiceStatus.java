package io.receivables.reporting.projection.invoice;

import io.receivables.chassis.events.ReceivedEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where an invoice stands after the last of its events in a batch.
 *
 * @param everOverdue whether it became overdue within the batch, even if it was paid later in it
 */
record InvoiceStatus(UUID invoiceId, long sequence, String status, Optional<LocalDate> paidOn, boolean everOverdue) {
    private static final String CREDITED = "CREDITED";

    /** Folds a batch to one status per invoice, sorted by invoice; events without influence on it are left out. */
    static List<InvoiceStatus> after(List<ReceivedEvent> events) {
        var statuses = new TreeMap<UUID, InvoiceStatus>();
        for (var event : events) {
            of(event).ifPresent(status -> statuses.merge(status.invoiceId(), status, InvoiceStatus::then));
        }
        return List.copyOf(statuses.values());
    }

    private static Optional<InvoiceStatus> of(ReceivedEvent event) {
        return switch (event.type()) {
            case "InvoiceOverdue.v1" ->
                Optional.of(status(event.as(InvoiceEvents.Overdue.class).invoiceId(), event, "OVERDUE"));
            case "InvoicePaid.v1" -> {
                var paid = event.as(InvoiceEvents.Paid.class);
                yield Optional.of(new InvoiceStatus(
                        paid.invoiceId(), event.sequence(), "PAID", Optional.of(paid.paidOn()), false));
            }
            case "InvoiceReopened.v1" -> {
                var reopened = event.as(InvoiceEvents.Reopened.class);
                yield Optional.of(status(reopened.invoiceId(), event, reopened.overdue() ? "OVERDUE" : "ISSUED"));
            }
            case "CreditNoteIssued.v1" ->
                Optional.of(event.as(InvoiceEvents.Credited.class))
                        .filter(InvoiceEvents.Credited::full)
                        .map(credited -> status(credited.invoiceId(), event, CREDITED));
            default -> Optional.empty();
        };
    }

    private static InvoiceStatus status(UUID invoiceId, ReceivedEvent event, String status) {
        return new InvoiceStatus(invoiceId, event.sequence(), status, Optional.empty(), status.equals("OVERDUE"));
    }

    /** An invoice that was taken back as a whole stays so, as in invoicing. */
    private InvoiceStatus then(InvoiceStatus next) {
        if (status.equals(CREDITED)) {
            return this;
        }
        return new InvoiceStatus(invoiceId, next.sequence, next.status, next.paidOn, everOverdue || next.everOverdue);
    }
}
