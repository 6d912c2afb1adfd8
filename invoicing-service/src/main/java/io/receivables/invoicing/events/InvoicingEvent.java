package io.receivables.invoicing.events;

import io.receivables.chassis.events.OutboxEvent;
import java.util.UUID;

/** The published language of invoicing: every event is about one invoice and carries its place in that invoice's life. */
public sealed interface InvoicingEvent
        permits InvoiceIssued, InvoiceOverdue, InvoicePaid, InvoiceReopened, CreditNoteIssued {
    String TOPIC = "receivables.invoicing.invoices";

    UUID invoiceId();

    /** Logical name and version, for example {@code InvoiceIssued.v1}. */
    String type();

    default OutboxEvent at(long sequence) {
        return new OutboxEvent(type(), invoiceId(), sequence, this);
    }
}
