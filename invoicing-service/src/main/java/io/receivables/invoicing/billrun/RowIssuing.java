package io.receivables.invoicing.billrun;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.idempotency.Submission;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.model.RowProblem;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.invoice.BatchIssuing;
import io.receivables.invoicing.invoice.BatchIssuing.Billed;
import io.receivables.invoicing.invoice.InvoiceService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Issues the invoices of rows, in the order of the file. */
@ApplicationScoped
class RowIssuing {
    private final BatchIssuing batch;
    private final InvoiceService service;

    RowIssuing(BatchIssuing batch, InvoiceService service) {
        this.batch = batch;
        this.service = service;
    }

    /** Issues many; a row whose external id needs a look at another one is left alone. */
    Uni<Decided> together(PgTx tx, List<InvoiceLines.Read> lines) {
        var submissions = lines.stream()
                .map(line -> new Submission<>(line.draft(), tx.cause()))
                .toList();
        return Decision.forReadable(submissions, Decision::orThrow, drafts -> batch.billAll(tx, drafts))
                .map(decisions -> decided(lines, decisions));
    }

    private static Decided decided(List<InvoiceLines.Read> lines, List<Decision<Billed>> decisions) {
        var results = new ArrayList<RowResult>(lines.size());
        var alone = new ArrayList<InvoiceLines.Read>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var decision = decisions.get(i);
            if (decision instanceof Decision.Refused<Billed> refused) {
                results.add(new RowResult.Refused(line.row(), RowProblem.of(refused.why())));
            } else if (decision instanceof Decision.Done<Billed> done) {
                results.add(billed(line.row(), done.result()));
            } else {
                alone.add(line);
            }
        }
        return new Decided(results, alone);
    }

    /** Issues one, with everything that {@link #together} leaves out; fails with its refusal. */
    Uni<Decided> alone(PgTx tx, InvoiceLines.Read line) {
        return service.create(tx, line.draft().orThrow(), true)
                .map(outcome -> Decided.of(billed(line.row(), Billed.of(outcome.invoice(), outcome.created()))));
    }

    private static RowResult billed(int row, Billed billed) {
        return new RowResult.Billed(row, billed.invoiceId(), billed.created(), billed.total());
    }
}
