package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.rest.Cursor;
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
        Optional<String> currency) {

    boolean isByDueDate() {
        return (dueFrom.isPresent() || dueTo.isPresent())
                && customerId.isEmpty()
                && status.isEmpty()
                && number.isEmpty()
                && externalId.isEmpty()
                && orderReference.isEmpty();
    }

    /** How many keys a position in the list has. */
    public int keys() {
        return isByDueDate() ? 2 : 1;
    }

    /** The position right after an invoice. */
    public Cursor after(InvoiceSummary invoice) {
        return isByDueDate()
                ? Cursor.of(invoice.dueDate().orElseThrow(), invoice.invoiceId())
                : Cursor.of(invoice.invoiceId());
    }
}
