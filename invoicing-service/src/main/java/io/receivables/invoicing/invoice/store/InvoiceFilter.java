package io.receivables.invoicing.invoice.store;

import io.receivables.invoicing.invoice.model.InvoiceStatus;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Which invoices a list shows; what is absent does not restrict. */
public record InvoiceFilter(
        Optional<UUID> customerId,
        Optional<InvoiceStatus> status,
        Optional<String> number,
        Optional<String> externalId,
        Optional<String> orderReference,
        Optional<LocalDate> dueFrom,
        Optional<LocalDate> dueTo,
        Optional<String> currency) {}
