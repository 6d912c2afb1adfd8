package io.receivables.invoicing.invoice;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.InOrder;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.InvoiceService.Outcome;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.Issuable;
import io.receivables.invoicing.invoice.store.InvoiceNumbers;
import io.receivables.invoicing.invoice.store.InvoiceNumbers.Taken;
import io.receivables.invoicing.invoice.store.InvoiceRepository;
import io.receivables.invoicing.invoice.store.IssueContext;
import io.receivables.invoicing.invoice.store.IssueContext.Known;
import io.receivables.invoicing.invoice.store.IssueContextQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Issues many invoices in one transaction: numbers are taken once per series, everything is written in a statement per table. */
@ApplicationScoped
public class BatchIssuing {
    /** Documents whose statements are sent together: while the database writes them, the next ones are put into words. */
    private static final int SLICE = 100;

    private final InvoiceRepository invoices;
    private final IssueContextQuery contexts;
    private final InvoiceNumbers numbers;
    private final Announcements announcements;

    BatchIssuing(
            InvoiceRepository invoices,
            IssueContextQuery contexts,
            InvoiceNumbers numbers,
            Announcements announcements) {
        this.invoices = invoices;
        this.contexts = contexts;
        this.numbers = numbers;
        this.announcements = announcements;
    }

    /**
     * What a row of a file came to.
     *
     * @param created false for an issued invoice that has the external id and the content already
     */
    public record Billed(UUID invoiceId, boolean created, Money total) {
        public static Billed of(Invoice invoice, boolean created) {
            var total = invoice.document().totals().totalWithVat();
            return new Billed(
                    invoice.id(),
                    created,
                    new Money(total, invoice.draft().content().currency()));
        }
    }

    /** What is decided before any number is taken. */
    private record Judged(Submission<InvoiceDraft> asked, Optional<Known> known, Decision<Issuable> decision) {
        InvoiceDraft draft() {
            return asked.content();
        }

        /** Of an invoice that is left alone because there is one with the same external id and content. */
        Decision<Billed> issuedBefore() {
            return known.filter(Known::issued)
                    .map(before -> Billed.of(Invoice.draft(before.id(), draft()), false))
                    .<Decision<Billed>>map(Decision.Done::new)
                    .orElseGet(Decision.Alone::new);
        }
    }

    /**
     * Decides about each, in the order of the list. A number is taken only for what will be issued. An external id that is
     * known already with the same content, or comes twice, is left to {@link InvoiceService#create}.
     */
    public Uni<List<Decision<Outcome>>> issueAll(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        return judged(tx, submissions).chain(judged -> issue(tx, judged));
    }

    /** The same, but an invoice that was issued before with the same external id and content is a result as well. */
    public Uni<List<Decision<Billed>>> billAll(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        return judged(tx, submissions).chain(judged -> issue(tx, judged).map(decisions -> {
            var billed = new ArrayList<Decision<Billed>>(decisions.size());
            for (int i = 0; i < decisions.size(); i++) {
                var decision = decisions.get(i);
                billed.add(
                        decision instanceof Decision.Alone<Outcome>
                                ? judged.get(i).issuedBefore()
                                : decision.map(outcome -> Billed.of(outcome.invoice(), outcome.created())));
            }
            return billed;
        }));
    }

    /** Decides the same without issuing anything; what comes twice in the list is judged as if each were alone. */
    public Uni<List<Decision<InvoiceDraft>>> checkAll(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        return contexts(tx, submissions).map(contexts -> {
            var decisions = new ArrayList<Decision<InvoiceDraft>>(submissions.size());
            for (int i = 0; i < submissions.size(); i++) {
                var draft = submissions.get(i).content();
                var context = contexts.get(i);
                decisions.add(Decision.of(() -> {
                    context.known().ifPresent(known -> known.requireSame(InvoiceService.contentHash(draft)));
                    if (!context.known().map(Known::issued).orElse(false)) {
                        issuable(tx, draft, context);
                    }
                    return draft;
                }));
            }
            return decisions;
        });
    }

    private Uni<List<IssueContext>> contexts(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        return submissions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : contexts.readAll(
                        tx, submissions.stream().map(Submission::content).toList());
    }

    private Uni<List<Judged>> judged(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        return contexts(tx, submissions).map(found -> judge(tx, submissions, found));
    }

    private static List<Judged> judge(
            PgTx tx, List<Submission<InvoiceDraft>> submissions, List<IssueContext> contexts) {
        var judged = new ArrayList<Judged>(submissions.size());
        Set<String> externalIds = new HashSet<>();
        for (int i = 0; i < submissions.size(); i++) {
            var draft = submissions.get(i).content();
            var context = contexts.get(i);
            boolean first = draft.externalId().map(externalIds::add).orElse(true);
            judged.add(new Judged(submissions.get(i), context.known(), decide(tx, draft, context, first)));
        }
        return judged;
    }

    private static Decision<Issuable> decide(PgTx tx, InvoiceDraft draft, IssueContext context, boolean first) {
        var known = context.known();
        if (known.isEmpty() && first) {
            return Decision.of(() -> issuable(tx, draft, context));
        }
        return known.<Decision<Issuable>>flatMap(
                        k -> k.conflict(InvoiceService.contentHash(draft)).map(Decision.Refused::new))
                .orElseGet(Decision.Alone::new);
    }

    private static Issuable issuable(PgTx tx, InvoiceDraft draft, IssueContext context) {
        return Invoice.draft(Ids.next(), draft).issuable(context.parties(draft), tx.now());
    }

    private Uni<List<Decision<Outcome>>> issue(PgTx tx, List<Judged> judged) {
        return numbers.take(tx, wanted(judged)).chain(taken -> write(tx, judged, taken));
    }

    private static Map<UUID, Long> wanted(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.decision() instanceof Decision.Done)
                .collect(Collectors.groupingBy(one -> one.draft().sellerId(), Collectors.counting()));
    }

    private Uni<List<Decision<Outcome>>> write(PgTx tx, List<Judged> judged, Map<UUID, Taken> taken) {
        var issues = new ArrayList<Announcements.Issued>();
        var decisions = new ArrayList<Decision<Outcome>>(judged.size());
        for (var one : judged) {
            decisions.add(one.decision().map(issuable -> {
                var issued = issuable.numbered(taken.get(one.draft().sellerId()).next());
                issues.add(new Announcements.Issued(one.asked().cause(), issued));
                return new Outcome(issued, true);
            }));
        }
        var slices = InOrder.slices(issues, SLICE).stream()
                .map(slice -> Uni.createFrom().deferred(() -> write(tx, slice)))
                .toList();
        return slices.isEmpty()
                ? Uni.createFrom().item(decisions)
                : Uni.combine().all().unis(slices).discardItems().replaceWith(decisions);
    }

    private Uni<Void> write(PgTx tx, List<Announcements.Issued> issued) {
        var rows = issued.stream()
                .map(Announcements.Issued::invoice)
                .map(invoice -> new InvoiceRepository.New(invoice, InvoiceService.contentHash(invoice.draft())))
                .toList();
        return Uni.combine()
                .all()
                .unis(invoices.insertAll(tx, rows), announcements.issued(tx, issued))
                .discardItems();
    }
}
