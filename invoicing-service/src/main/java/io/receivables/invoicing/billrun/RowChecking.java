package io.receivables.invoicing.billrun;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.model.RowProblem;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.billrun.store.RunRows;
import io.receivables.invoicing.invoice.BatchIssuing;
import io.receivables.invoicing.invoice.InvoiceService;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.store.IssueContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decides whether rows can be issued, as if those before them had been. */
@ApplicationScoped
class RowChecking {
    private static final byte[] NONE = {};

    private final BatchIssuing batch;
    private final RunRows rows;

    RowChecking(BatchIssuing batch, RunRows rows) {
        this.batch = batch;
        this.rows = rows;
    }

    Uni<Decided> check(PgTx tx, UUID run, List<InvoiceLines.Read> lines) {
        var submissions = lines.stream()
                .map(line -> new Submission<>(line.draft(), tx.cause()))
                .toList();
        return rows.valid(tx, run, externalIds(lines)).chain(before -> Decision.forReadable(
                        submissions, Decision::orThrow, drafts -> batch.checkAll(tx, drafts))
                .map(decisions -> new Decided(results(lines, decisions, new HashMap<>(before)), List.of())));
    }

    private static List<String> externalIds(List<InvoiceLines.Read> lines) {
        return lines.stream()
                .flatMap(line -> line.draft().done())
                .flatMap(draft -> draft.externalId().stream())
                .distinct()
                .toList();
    }

    /** @param valid rows so far that can be issued, by external id */
    static List<RowResult> results(
            List<InvoiceLines.Read> lines, List<Decision<InvoiceDraft>> decisions, Map<String, RowResult.Valid> valid) {
        var results = new ArrayList<RowResult>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            int row = lines.get(i).row();
            var draft = lines.get(i).draft().done().findFirst();
            var sameId = draft.flatMap(InvoiceDraft::externalId).map(valid::get);
            var decision = sameId.isPresent() ? repeated(draft.orElseThrow(), sameId.get()) : decisions.get(i);
            var result = result(row, decision);
            if (result instanceof RowResult.Valid one) {
                one.externalId().ifPresent(id -> valid.putIfAbsent(id, one));
            }
            results.add(result);
        }
        return results;
    }

    private static Decision<InvoiceDraft> repeated(InvoiceDraft draft, RowResult.Valid before) {
        return Decision.of(() -> {
            if (!before.hasContent(InvoiceService.contentHash(draft))) {
                throw conflict(before.row());
            }
            return draft;
        });
    }

    private static Problem conflict(int row) {
        return IssueContext.externalIdConflict("The external id is that of row " + row + ", which has other content.");
    }

    private static RowResult result(int row, Decision<InvoiceDraft> decision) {
        if (decision instanceof Decision.Refused<InvoiceDraft> refused) {
            return new RowResult.Refused(row, RowProblem.of(refused.why()));
        }
        var draft = decision.orThrow();
        return new RowResult.Valid(
                row, draft.externalId(), draft.externalId().isEmpty() ? NONE : InvoiceService.contentHash(draft));
    }
}
