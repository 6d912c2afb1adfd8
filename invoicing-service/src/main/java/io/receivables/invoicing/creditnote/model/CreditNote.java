package io.receivables.invoicing.creditnote.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/** An issued credit note: the only correction of an issued invoice, itself immutable. */
public record CreditNote(
        UUID id,
        String number,
        UUID invoiceId,
        String invoiceNumber,
        UUID sellerId,
        UUID customerId,
        LocalDate issueDate,
        Instant issuedAt,
        Currency currency,
        String reason,
        Credit credit) {}
