package io.receivables.invoicing.billrun;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.offloop.WorkerContext;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.billrun.store.BillRuns;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works on the runs that there are: some tenants at once, each with its oldest run, and after some chunks the tenants are
 * asked for anew, so that a large run holds up nobody else's. Runs are locked, so that any instance may do it.
 */
@ApplicationScoped
public class BillRunJob {
    private static final Logger LOG = Logger.getLogger(BillRunJob.class);
    private static final String ACTOR = "bill-runs";

    private final Transactions transactions;
    private final BillRuns runs;
    private final BillRunTurn turns;
    private final BillRunConfig config;
    private final Vertx vertx;
    /** How often somebody asked since the last round that found nothing began. */
    private final AtomicInteger asked = new AtomicInteger();

    BillRunJob(Transactions transactions, BillRuns runs, BillRunTurn turns, BillRunConfig config, Vertx vertx) {
        this.transactions = transactions;
        this.runs = runs;
        this.turns = turns;
        this.config = config;
        this.vertx = vertx;
    }

    @Scheduled(every = "{receivables.invoicing.bill-run.poll}")
    void poll() {
        wake();
    }

    /** Has a look at what there is to do, now or as soon as the present round has ended. */
    public void wake() {
        if (asked.getAndIncrement() == 0) {
            round();
        }
    }

    /** On a context of its own, so that nothing of a request that woke it sticks to it. */
    private void round() {
        int seen = asked.get();
        WorkerContext.of(vertx).run(this::takeTurns).subscribe().with(more -> ended(seen, more), failure -> {
            LOG.warn("Bill runs wait for the next round", failure);
            ended(seen, false);
        });
    }

    private void ended(int seen, boolean more) {
        if (more || asked.addAndGet(-seen) > 0) {
            round();
        }
    }

    /** One turn for every tenant; answers whether there may be more to do. */
    private Uni<Boolean> takeTurns() {
        return transactions.acrossTenants(ACTOR, runs::inWork).chain(all -> takeTurns(all));
    }

    private Uni<Boolean> takeTurns(List<BillRuns.InWork> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(run -> WorkerContext.of(vertx)
                        .run(() -> turns.take(run))
                        .onFailure()
                        .invoke(failure -> LOG.warnf(
                                failure, "Bill run %s of %s waits for the next round", run.id(), run.tenant()))
                        .onFailure()
                        .recoverWithItem(false))
                .merge(config.tenants())
                .collect()
                .with(Collectors.reducing(false, Boolean::logicalOr));
    }
}
