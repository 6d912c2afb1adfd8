package io.receivables.payment.openitem.rest;

import io.receivables.payment.events.OpenItemStatus;
import io.receivables.payment.openitem.model.OpenItem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is owed on an invoice. */
@Schema(name = "OpenItem")
public record OpenItemResponse(
        UUID invoiceId,
        @Schema(examples = "HU-2026-000123") String invoiceNumber,
        @Schema(examples = "RF18539007547034") Optional<String> paymentReference,
        UUID customerId,
        @Schema(examples = "EUR") String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        @Schema(examples = "1210.00") BigDecimal originalAmount,
        @Schema(examples = "0.00") BigDecimal creditedAmount,
        @Schema(examples = "500.00") BigDecimal allocatedAmount,
        @Schema(examples = "710.00") BigDecimal openAmount,
        OpenItemStatus status,
        @Schema(description = "Counts changes; equals openItemVersion of the event") long version) {
    static OpenItemResponse of(OpenItem item) {
        return new OpenItemResponse(
                item.invoiceId(),
                item.invoiceNumber(),
                item.referenceKey(),
                item.customerId(),
                item.currency().getCurrencyCode(),
                item.issueDate(),
                item.dueDate(),
                item.original().amount(),
                item.credited().amount(),
                item.allocated().amount(),
                item.open().amount(),
                item.status(),
                item.version());
    }
}
