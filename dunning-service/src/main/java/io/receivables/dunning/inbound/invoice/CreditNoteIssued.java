package io.receivables.dunning.inbound.invoice;

import java.util.UUID;

/** Private copy: a credit note over all or part of the invoice. */
public record CreditNoteIssued(UUID invoiceId, boolean full) {}
