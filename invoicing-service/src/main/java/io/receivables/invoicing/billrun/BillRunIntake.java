package io.receivables.invoicing.billrun;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.offloop.OffLoop;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.upload.UploadedFile;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.billrun.file.LineCutter;
import io.receivables.invoicing.billrun.file.Portion;
import io.receivables.invoicing.billrun.model.BillRun;
import io.receivables.invoicing.billrun.model.BillRunOrder;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.receivables.invoicing.billrun.store.Portions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/** Takes in files of invoices: nothing is read but where a line ends, and memory does not grow with the file. */
@ApplicationScoped
public class BillRunIntake {
    static final String ENTITY = "bill-run";

    private final BillRuns runs;
    private final Portions portions;
    private final Audit audit;
    private final BillRunConfig config;

    BillRunIntake(BillRuns runs, Portions portions, Audit audit, BillRunConfig config) {
        this.runs = runs;
        this.portions = portions;
        this.audit = audit;
        this.config = config;
    }

    /** Stores the file's lines and the run that will work on them, in the one transaction. */
    public Uni<BillRun> take(PgTx tx, BillRunOrder order, UploadedFile file) {
        var id = Ids.next();
        return open(tx, id, order)
                .chain(() -> stage(tx, id, file))
                .chain(rows -> runs.received(tx, id, rows))
                .chain(() -> audit.append(tx, ENTITY, id, "START", null, null, order))
                .chain(() -> runs.find(tx, id))
                .map(Optional::orElseThrow);
    }

    private Uni<Void> open(PgTx tx, UUID id, BillRunOrder order) {
        return runs.open(tx, id, order, false).chain(fresh -> {
            if (fresh) {
                return Uni.createFrom().voidItem();
            }
            return order.allowRepeat()
                    ? runs.open(tx, id, order, true).replaceWithVoid()
                    : runs.ofFile(tx, order.fileHash()).map(earlier -> {
                        throw repeated(earlier);
                    });
        });
    }

    private static Problem repeated(Optional<UUID> earlier) {
        return Problem.of(
                InvoicingProblem.BILL_RUN_REPEATED,
                earlier.map(id -> "The content of the file is that of bill run " + id + ".")
                        .orElse("A file with this content is being sent."));
    }

    private Uni<Integer> stage(PgTx tx, UUID id, UploadedFile file) {
        return OffLoop.run(file::open)
                .chain(in -> stage(tx, id, in).onTermination().invoke(() -> close(in)));
    }

    private Uni<Integer> stage(PgTx tx, UUID id, InputStream in) {
        var cutter = new LineCutter(in, config.chunk(), config.maxRowBytes());
        int[] staged = {0, 0};
        return Multi.createBy()
                .repeating()
                .uni(() -> OffLoop.run(cutter::next).call(portion -> store(tx, id, portion, staged)))
                .whilst(Optional::isPresent)
                .collect()
                .last()
                .map(end -> {
                    if (staged[1] == 0) {
                        throw Problem.of(InvoicingProblem.BILL_RUN_EMPTY, "No line has anything in it.");
                    }
                    return staged[1];
                });
    }

    /** @param staged numbers of portions and of rows so far */
    private Uni<Void> store(PgTx tx, UUID id, Optional<Portion> next, int[] staged) {
        if (next.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        staged[0]++;
        staged[1] += next.get().rows();
        if (staged[1] > config.maxRows()) {
            throw Problem.of(
                    CommonProblem.BODY_TOO_LARGE,
                    "A bill run may have " + config.maxRows() + " invoices; send several.");
        }
        return portions.insert(tx, id, staged[0], next.get());
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
