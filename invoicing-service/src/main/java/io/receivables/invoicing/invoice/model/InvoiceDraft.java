package io.receivables.invoicing.invoice.model;

import java.util.Optional;
import java.util.UUID;

/** What a caller wants to invoice: parties, references, dates asked for and content. */
public record InvoiceDraft(
        UUID sellerId,
        UUID customerId,
        Optional<String> externalId,
        Optional<String> orderReference,
        Optional<String> note,
        Wishes wishes,
        InvoiceContent content) {}
