package io.receivables.invoicing.invoice;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.grouping.LookupGroups;
import io.receivables.chassis.grouping.Lookups;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.store.InvoiceNumbers;
import io.receivables.invoicing.invoice.store.InvoiceRepository;
import io.receivables.invoicing.invoice.store.InvoiceRepository.New;
import io.receivables.invoicing.invoice.store.IssueContext;
import io.receivables.invoicing.invoice.store.IssueContextQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Use cases of invoices from draft to issue; each runs inside the transaction it is given. */
@ApplicationScoped
public class InvoiceService {
    private final InvoiceRepository invoices;
    private final IssueContextQuery contexts;
    private final InvoiceNumbers numbers;
    private final Announcements announcements;
    private final Audit audit;
    private final Lookups<Invoice> lookups;

    InvoiceService(
            InvoiceRepository invoices,
            IssueContextQuery contexts,
            InvoiceNumbers numbers,
            Announcements announcements,
            Audit audit,
            LookupGroups groups) {
        this.invoices = invoices;
        this.contexts = contexts;
        this.numbers = numbers;
        this.announcements = announcements;
        this.audit = audit;
        this.lookups = groups.of("invoice", invoices::findAll);
    }

    /**
     * Drafts an invoice, or issues it at once. With an external id that exists and the same content, the existing invoice
     * is the result (and is issued if it still is a draft and issue was asked for); other content is refused.
     */
    public Uni<Outcome> create(PgTx tx, InvoiceDraft draft, boolean issue) {
        var asked = new New(Invoice.draft(Ids.next(), draft), contentHash(draft));
        return context(tx, asked).chain(context -> create(tx, asked, context, issue));
    }

    private Uni<IssueContext> context(PgTx tx, New asked) {
        var draft = asked.invoice().draft();
        return contexts.read(tx, draft, draft.externalId());
    }

    private Uni<Outcome> create(PgTx tx, New asked, IssueContext context, boolean issue) {
        if (context.known().isEmpty()) {
            return insert(tx, asked, context, issue).map(created -> new Outcome(created, true));
        }
        var known = context.known().get();
        return known.issued() ? existing(tx, known, asked) : existingDraft(tx, known.id(), asked, issue);
    }

    private Uni<Outcome> existing(PgTx tx, IssueContext.Known known, New asked) {
        known.requireSame(asked.contentHash());
        return find(tx, known.id()).map(found -> new Outcome(found, false));
    }

    /** Decides under the draft's lock; while that was waited for, others could change, issue or discard it. */
    private Uni<Outcome> existingDraft(PgTx tx, UUID id, New asked, boolean issue) {
        return invoices.lock(tx, id).chain(locked -> context(tx, asked).chain(context -> {
            var known = context.known()
                    .filter(draft -> !draft.issued() && draft.id().equals(id));
            if (known.isEmpty()) {
                return create(tx, asked, context, issue);
            }
            known.get().requireSame(asked.contentHash());
            var draft = locked.orElseThrow();
            var result = issue ? issue(tx, draft, context) : Uni.createFrom().item(draft);
            return result.map(found -> new Outcome(found, false));
        }));
    }

    private Uni<Invoice> insert(PgTx tx, New asked, IssueContext context, boolean issue) {
        var draft = asked.invoice();
        if (!issue) {
            context.requireValid(draft.draft());
            return invoices.insertAll(tx, List.of(asked)).replaceWith(draft);
        }
        return numbered(tx, draft, context).chain(issued -> Uni.combine()
                .all()
                .unis(invoices.insertAll(tx, List.of(new New(issued, asked.contentHash()))), announce(tx, issued))
                .discardItems()
                .replaceWith(issued));
    }

    /** Issues a draft: from now on it has a number and cannot change. */
    public Uni<Invoice> issue(PgTx tx, UUID id) {
        return lock(tx, id).chain(draft -> {
            draft.requireDraft();
            return contexts.read(tx, draft.draft(), Optional.empty()).chain(context -> issue(tx, draft, context));
        });
    }

    private Uni<Invoice> issue(PgTx tx, Invoice draft, IssueContext context) {
        return numbered(tx, draft, context)
                .map(issued -> issued.withVersion(draft.version() + 1))
                .chain(issued -> Uni.combine()
                        .all()
                        .unis(invoices.issueDraft(tx, issued), announce(tx, issued))
                        .discardItems()
                        .replaceWith(issued));
    }

    private Uni<Invoice> numbered(PgTx tx, Invoice draft, IssueContext context) {
        var issuable = draft.issuable(context.parties(draft.draft()), tx.now());
        var seller = draft.draft().sellerId();
        return numbers.take(tx, Map.of(seller, 1L))
                .map(taken -> issuable.numbered(taken.get(seller).next()));
    }

    private Uni<Void> announce(PgTx tx, Invoice issued) {
        return announcements.issued(tx, List.of(new Announcements.Issued(tx.cause(), issued)));
    }

    /** Replaces a draft. */
    public Uni<Invoice> change(PgTx tx, UUID id, String ifMatch, InvoiceDraft to) {
        return lock(tx, id).chain(before -> {
            before.requireDraft();
            ETags.check(ifMatch, before.version());
            var after = before.changed(to);
            return contexts.read(tx, to, Optional.empty())
                    .invoke(context -> context.requireValid(to))
                    .chain(() -> invoices.changeDraft(tx, after, contentHash(to)))
                    .chain(() -> audit.append(
                            tx,
                            AuditedInvoice.ENTITY,
                            id,
                            "CHANGE",
                            null,
                            AuditedInvoice.of(before),
                            AuditedInvoice.of(after)))
                    .replaceWith(after);
        });
    }

    /** Throws a draft away. */
    public Uni<Void> discard(PgTx tx, UUID id, String ifMatch) {
        return lock(tx, id).chain(draft -> {
            draft.requireDraft();
            ETags.check(ifMatch, draft.version());
            return invoices.delete(tx, id)
                    .chain(() -> audit.append(
                            tx, AuditedInvoice.ENTITY, id, "DISCARD", null, AuditedInvoice.of(draft), null));
        });
    }

    /** Reads an invoice in a transaction that is shared with others of its tenant. */
    public Uni<Invoice> read(String tenant, UUID id) {
        return lookups.find(tenant, id).map(found -> required(found, id));
    }

    public Uni<Invoice> find(PgTx tx, UUID id) {
        return invoices.find(tx, id).map(found -> required(found, id));
    }

    private Uni<Invoice> lock(PgTx tx, UUID id) {
        return invoices.lock(tx, id).map(found -> required(found, id));
    }

    private static Invoice required(Optional<Invoice> found, UUID id) {
        return found.orElseThrow(() -> Problem.notFound("Invoice " + id));
    }

    /** What tells whether two requests ask for the same invoice. */
    public static byte[] contentHash(InvoiceDraft draft) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Json.bytes(draft));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An invoice and whether this call made it. */
    public record Outcome(Invoice invoice, boolean created) {}
}
