package io.receivables.invoicing.invoice;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.invoice.InvoiceService.Outcome;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.Issuable;
import io.receivables.invoicing.invoice.store.InvoiceNumbers;
import io.receivables.invoicing.invoice.store.InvoiceNumbers.Taken;
import io.receivables.invoicing.invoice.store.InvoiceRepository;
import io.receivables.invoicing.invoice.store.IssueContext;
import io.receivables.invoicing.invoice.store.IssueContextQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Issues many invoices in one transaction: numbers are taken once per series, everything is written in a statement per table. */
@ApplicationScoped
public class BatchIssuing {
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

    /** What is decided before any number is taken. */
    private record Judged(Cause cause, InvoiceDraft draft, Decision<Issuable> decision) {}

    /**
     * Decides about each, in the order of the list. A number is taken only for what will be issued. An external id that is
     * known already, or comes twice, is left to {@link InvoiceService#create}.
     */
    public Uni<List<Decision<Outcome>>> issueAll(PgTx tx, List<Submission<InvoiceDraft>> submissions) {
        if (submissions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return contexts.readAll(
                        tx, submissions.stream().map(Submission::content).toList())
                .map(found -> judge(tx, submissions, found))
                .chain(judged -> numbers.take(tx, wanted(judged)).chain(taken -> write(tx, judged, taken)));
    }

    private static List<Judged> judge(
            PgTx tx, List<Submission<InvoiceDraft>> submissions, List<IssueContext> contexts) {
        var judged = new ArrayList<Judged>(submissions.size());
        Set<String> externalIds = new HashSet<>();
        for (int i = 0; i < submissions.size(); i++) {
            var draft = submissions.get(i).content();
            var context = contexts.get(i);
            boolean first = draft.externalId().map(externalIds::add).orElse(true);
            Decision<Issuable> decision = first && context.known().isEmpty()
                    ? Decision.of(() -> Invoice.draft(Ids.next(), draft).issuable(context.parties(draft), tx.now()))
                    : new Decision.Alone<>();
            judged.add(new Judged(submissions.get(i).cause(), draft, decision));
        }
        return judged;
    }

    private static Map<UUID, Long> wanted(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.decision() instanceof Decision.Done)
                .collect(Collectors.groupingBy(one -> one.draft().sellerId(), Collectors.counting()));
    }

    private Uni<List<Decision<Outcome>>> write(PgTx tx, List<Judged> judged, Map<UUID, Taken> taken) {
        var written = new ArrayList<InvoiceRepository.New>();
        var announced = new ArrayList<Announcements.Issued>();
        var decisions = new ArrayList<Decision<Outcome>>(judged.size());
        for (var one : judged) {
            decisions.add(one.decision().map(issuable -> {
                var issued = issuable.numbered(taken.get(one.draft().sellerId()).next());
                written.add(new InvoiceRepository.New(issued, InvoiceService.contentHash(one.draft())));
                announced.add(new Announcements.Issued(one.cause(), issued));
                return new Outcome(issued, true);
            }));
        }
        return written.isEmpty()
                ? Uni.createFrom().item(decisions)
                : Uni.combine()
                        .all()
                        .unis(invoices.insertAll(tx, written), announcements.issued(tx, announced))
                        .discardItems()
                        .replaceWith(decisions);
    }
}
