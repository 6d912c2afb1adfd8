package io.receivables.reporting.projection.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Private copies of invoicing's events, with only the fields that reports read. */
final class InvoiceEvents {
    private InvoiceEvents() {}

    record Totals(BigDecimal totalWithoutVat, BigDecimal totalVat, BigDecimal totalWithVat) {}

    /** InvoiceIssued.v1. */
    record Issued(
            UUID invoiceId,
            String number,
            Optional<String> externalId,
            Optional<String> orderReference,
            UUID sellerId,
            UUID customerId,
            LocalDate issueDate,
            LocalDate dueDate,
            String currency,
            Totals totals) {}

    /** CreditNoteIssued.v1. */
    record Credited(
            UUID creditNoteId,
            String number,
            UUID invoiceId,
            UUID customerId,
            LocalDate issueDate,
            String currency,
            String reason,
            boolean full,
            Totals totals) {}

    /** InvoiceOverdue.v1. */
    record Overdue(UUID invoiceId) {}

    /** InvoicePaid.v1. */
    record Paid(UUID invoiceId, LocalDate paidOn) {}

    /** InvoiceReopened.v1. */
    record Reopened(UUID invoiceId, boolean overdue) {}
}
