package io.receivables.invoicing.invoice;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.events.InvoicingEvent;
import io.receivables.invoicing.invoice.model.Invoice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Publishes issued invoices and puts them into the audit trail. */
@ApplicationScoped
class Announcements {
    private final Outbox outbox;
    private final Audit audit;

    Announcements(Outbox outbox, Audit audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    /** An invoice that was just issued, and on whose behalf. */
    record Issued(Cause cause, Invoice invoice) {}

    Uni<Void> issued(PgTx tx, List<Issued> issued) {
        var events = issued.stream()
                .map(one -> new Outbox.CausedEvent(
                        one.cause(),
                        PublishedInvoice.issued(one.invoice()).at(one.invoice().sequence())))
                .toList();
        return Uni.combine()
                .all()
                .unis(
                        outbox.appendCaused(tx, InvoicingEvent.TOPIC, events),
                        audit.appendAll(
                                tx, issued.stream().map(Announcements::entry).toList()))
                .discardItems();
    }

    private static Audit.Entry entry(Issued one) {
        var invoice = one.invoice();
        return new Audit.Entry(
                one.cause(),
                AuditedInvoice.ENTITY,
                "ISSUE",
                Optional.empty(),
                new Audit.Change(invoice.id(), Optional.empty(), Optional.of(AuditedInvoice.of(invoice))));
    }
}
