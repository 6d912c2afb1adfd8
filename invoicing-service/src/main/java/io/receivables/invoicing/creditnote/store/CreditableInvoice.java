package io.receivables.invoicing.creditnote.store;

import io.receivables.invoicing.creditnote.model.InvoiceBalance;
import java.time.ZoneId;
import java.util.UUID;

/**
 * An issued invoice, locked, with what is left to credit and the credit note number taken for it.
 *
 * @param creditNoteNumber next number of the seller's credit note series
 */
public record CreditableInvoice(
        UUID id,
        String number,
        UUID sellerId,
        UUID customerId,
        ZoneId sellerZone,
        long sequence,
        InvoiceBalance balance,
        String creditNoteNumber) {}
