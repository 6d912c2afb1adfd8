package io.receivables.invoicing.billrun;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.model.BillRun;
import io.receivables.invoicing.billrun.model.BillRunStatus;
import io.receivables.invoicing.billrun.model.RowProblem;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.receivables.invoicing.billrun.store.Portions;
import io.receivables.invoicing.billrun.store.RunRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The transactions of a run. Each locks the run first, so that one at a time works on it, and writes down what became of
 * the rows it decides about: what is written down is never decided again, whoever goes on after a crash.
 */
@ApplicationScoped
class BillRunSteps {
    private final BillRuns runs;
    private final Portions portions;
    private final RunRows rows;
    private final RowChecking checking;
    private final RowIssuing issuing;
    private final Audit audit;

    BillRunSteps(
            BillRuns runs, Portions portions, RunRows rows, RowChecking checking, RowIssuing issuing, Audit audit) {
        this.runs = runs;
        this.portions = portions;
        this.rows = rows;
        this.checking = checking;
        this.issuing = issuing;
        this.audit = audit;
    }

    /** Works on the portion at hand if it is the next one, and ends what has no further portion. */
    Uni<Step> next(PgTx tx, UUID id, Optional<ReadPortion> atHand) {
        return runs.lock(tx, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Step.Elsewhere())
                        : begun(tx, found.get()).chain(run -> next(tx, run, atHand)));
    }

    private Uni<BillRun> begun(PgTx tx, BillRun run) {
        if (run.status() != BillRunStatus.RECEIVED) {
            return Uni.createFrom().item(run);
        }
        var begun = run.movedTo(run.afterReceipt());
        return runs.move(tx, run.id(), begun.status()).replaceWith(begun);
    }

    private Uni<Step> next(PgTx tx, BillRun run, Optional<ReadPortion> atHand) {
        return portions.next(tx, run.id(), run.isValidating()).chain(next -> {
            if (next.isEmpty()) {
                return endOfFile(tx, run);
            }
            return atHand.filter(portion -> portion.portion() == next.get())
                    .map(portion -> work(tx, run, portion))
                    .orElseGet(() -> Uni.createFrom().item(new Step.GoOn(next.get())));
        });
    }

    private Uni<Step> work(PgTx tx, BillRun run, ReadPortion portion) {
        return decide(tx, run, portion.lines()).chain(alone -> {
            if (!alone.isEmpty()) {
                return Uni.createFrom().item(new Step.Alone(alone));
            }
            var done = run.isValidating()
                    ? portions.checked(tx, run.id(), portion.portion())
                    : portions.done(tx, run.id(), portion.portion());
            return done.replaceWith(new Step.GoOn(portion.portion() + 1));
        });
    }

    private Uni<Step> endOfFile(PgTx tx, BillRun run) {
        var to = run.isValidating() ? run.afterValidation() : BillRunStatus.DONE;
        return to == BillRunStatus.ISSUING
                ? runs.move(tx, run.id(), to).replaceWith(new Step.GoOn(0))
                : runs.move(tx, run.id(), to)
                        .chain(() -> portions.clear(tx, run.id()))
                        .chain(() ->
                                audit.append(tx, BillRunIntake.ENTITY, run.id(), "FINISH", null, null, run.movedTo(to)))
                        .replaceWith(new Step.Ended());
    }

    /** Decides about some rows of the portion that is in work; answers those to be done alone. */
    Uni<List<InvoiceLines.Read>> some(PgTx tx, UUID id, List<InvoiceLines.Read> lines) {
        return locked(tx, id, run -> decide(tx, run, lines));
    }

    /** Decides about one row by itself; fails with its refusal. */
    Uni<Void> one(PgTx tx, UUID id, InvoiceLines.Read line) {
        return locked(tx, id, run -> undecided(tx, run, List.of(line)).chain(left -> {
            if (left.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            var decided = run.isValidating() ? checking.check(tx, id, left) : issuing.alone(tx, line);
            return decided.chain(what -> record(tx, run, what));
        }));
    }

    /** Writes down that a row was refused, after the transaction that found out was undone. */
    Uni<Void> refuse(PgTx tx, UUID id, InvoiceLines.Read line, Problem why) {
        var refused = Decided.of(new RowResult.Refused(line.row(), RowProblem.of(why)));
        return locked(tx, id, run -> undecided(tx, run, List.of(line))
                .chain(left -> left.isEmpty() ? Uni.createFrom().voidItem() : record(tx, run, refused)));
    }

    private <T> Uni<T> locked(PgTx tx, UUID id, Function<BillRun, Uni<T>> work) {
        return runs.lock(tx, id).chain(found -> work.apply(found.orElseThrow(RunElsewhere::new)));
    }

    private Uni<List<InvoiceLines.Read>> decide(PgTx tx, BillRun run, List<InvoiceLines.Read> lines) {
        return undecided(tx, run, lines).chain(left -> {
            if (left.isEmpty()) {
                return Uni.createFrom().item(List.of());
            }
            var decided = run.isValidating() ? checking.check(tx, run.id(), left) : issuing.together(tx, left);
            return decided.chain(what -> record(tx, run, what).replaceWith(what.alone()));
        });
    }

    private Uni<List<InvoiceLines.Read>> undecided(PgTx tx, BillRun run, List<InvoiceLines.Read> lines) {
        return rows.decided(
                        tx,
                        run.id(),
                        lines.get(0).row(),
                        lines.get(lines.size() - 1).row(),
                        run.isValidating())
                .map(decided -> decided.isEmpty()
                        ? lines
                        : lines.stream()
                                .filter(line -> !decided.contains(line.row()))
                                .toList());
    }

    private Uni<Void> record(PgTx tx, BillRun run, Decided what) {
        return what.results().isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.combine()
                        .all()
                        .unis(
                                rows.record(tx, run.id(), what.results()),
                                runs.count(tx, run.id(), what.counts()),
                                runs.add(tx, run.id(), what.totals()))
                        .discardItems();
    }
}
