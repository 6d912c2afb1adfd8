package io.receivables.invoicing.invoice;

import io.receivables.invoicing.invoice.model.Invoice;
import java.util.Optional;

/** What the audit trail keeps of an invoice; the document itself is kept with the invoice. */
record AuditedInvoice(
        String status, Optional<String> number, Optional<String> externalId, String currency, String totalWithVat) {
    static final String ENTITY = "invoice";

    static AuditedInvoice of(Invoice invoice) {
        return new AuditedInvoice(
                invoice.progress().status().name(),
                invoice.issue().map(i -> i.number()),
                invoice.draft().externalId(),
                invoice.draft().content().currency().getCurrencyCode(),
                invoice.document().totals().totalWithVat().toPlainString());
    }
}
