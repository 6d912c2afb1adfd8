package io.receivables.invoicing.creditnote;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.creditnote.model.CreditCalculator;
import io.receivables.invoicing.creditnote.model.CreditNote;
import io.receivables.invoicing.creditnote.model.CreditRequest;
import io.receivables.invoicing.creditnote.store.CreditNoteQueries;
import io.receivables.invoicing.creditnote.store.CreditNoteRepository;
import io.receivables.invoicing.creditnote.store.CreditableInvoice;
import io.receivables.invoicing.events.InvoicingEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;

/** Issues credit notes, the only correction of an issued invoice. */
@ApplicationScoped
public class CreditNoteService {
    private final CreditNoteRepository repository;
    private final CreditNoteQueries queries;
    private final Outbox outbox;
    private final Audit audit;

    CreditNoteService(CreditNoteRepository repository, CreditNoteQueries queries, Outbox outbox, Audit audit) {
        this.repository = repository;
        this.queries = queries;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Credits an invoice; the invoice row stays locked, so credits of one invoice never overlap. */
    public Uni<CreditNote> credit(PgTx tx, UUID invoiceId, String reason, CreditRequest request) {
        return repository.lock(tx, invoiceId).chain(invoice -> {
            var note = note(tx, invoice, reason, request);
            return Uni.combine()
                    .all()
                    .unis(
                            repository.insert(tx, note),
                            outbox.append(
                                    tx,
                                    InvoicingEvent.TOPIC,
                                    PublishedCreditNote.issued(note).at(invoice.sequence() + 1)),
                            audit.append(tx, "credit-note", note.id(), "ISSUE", reason, null, AuditedCredit.of(note)))
                    .discardItems()
                    .replaceWith(note);
        });
    }

    private static CreditNote note(PgTx tx, CreditableInvoice invoice, String reason, CreditRequest request) {
        return new CreditNote(
                Ids.next(),
                invoice.creditNoteNumber(),
                invoice.id(),
                invoice.number(),
                invoice.sellerId(),
                invoice.customerId(),
                LocalDate.ofInstant(tx.now(), invoice.sellerZone()),
                tx.now(),
                invoice.balance().currency(),
                reason,
                CreditCalculator.calculate(invoice.balance(), request));
    }

    public Uni<CreditNote> find(PgTx tx, UUID id) {
        return queries.find(tx, id).map(found -> found.orElseThrow(() -> Problem.notFound("Credit note " + id)));
    }

    /** What the audit trail keeps of a credit note. */
    private record AuditedCredit(
            String number, UUID invoiceId, String invoiceNumber, boolean full, String currency, String totalWithVat) {
        static AuditedCredit of(CreditNote note) {
            return new AuditedCredit(
                    note.number(),
                    note.invoiceId(),
                    note.invoiceNumber(),
                    note.credit().full(),
                    note.currency().getCurrencyCode(),
                    note.credit().totals().totalWithVat().toPlainString());
        }
    }
}
