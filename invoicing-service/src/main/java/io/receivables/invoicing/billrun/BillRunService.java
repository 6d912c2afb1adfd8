package io.receivables.invoicing.billrun;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.billrun.model.BillRun;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.receivables.invoicing.billrun.store.Portions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Use cases of a bill run after its file was taken in. */
@ApplicationScoped
public class BillRunService {
    private final BillRuns runs;
    private final Portions portions;
    private final Audit audit;

    BillRunService(BillRuns runs, Portions portions, Audit audit) {
        this.runs = runs;
        this.portions = portions;
        this.audit = audit;
    }

    public Uni<BillRun> find(PgTx tx, UUID id) {
        return runs.find(tx, id).map(found -> found.orElseThrow(() -> Problem.notFound("Bill run " + id)));
    }

    /** Ends a run after the chunk that is in work; what is left of the file is forgotten. */
    public Uni<BillRun> stop(PgTx tx, UUID id, String reason) {
        return runs.stop(tx, id, reason).chain(stopped -> find(tx, id).chain(run -> {
            if (!stopped) {
                throw Problem.of(
                        InvoicingProblem.BILL_RUN_ENDED,
                        "The bill run is " + run.status() + "; nothing of it is left to be stopped.");
            }
            return portions.clear(tx, id)
                    .chain(() -> audit.append(tx, BillRunIntake.ENTITY, id, "STOP", reason, null, run.counts()))
                    .replaceWith(run);
        }));
    }
}
