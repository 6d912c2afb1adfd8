package io.receivables.invoicing.invoice.store;

import io.receivables.invoicing.invoice.model.InvoiceStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice in a list: what identifies it, what it is worth and how it stands. */
@Schema(name = "InvoiceSummary")
public record InvoiceSummary(
        UUID invoiceId,
        long version,
        InvoiceStatus status,
        Optional<String> number,
        Optional<String> externalId,
        Optional<String> orderReference,
        UUID sellerId,
        UUID customerId,
        String currency,
        Optional<LocalDate> issueDate,
        Optional<LocalDate> dueDate,
        Optional<String> paymentReference,
        BigDecimal totalWithVat,
        Optional<BigDecimal> openAmount,
        Optional<BigDecimal> creditedTotal) {}
