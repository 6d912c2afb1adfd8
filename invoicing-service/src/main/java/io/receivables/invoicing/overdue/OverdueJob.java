package io.receivables.invoicing.overdue;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.receivables.chassis.tenant.TenantClockMoved;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Starts the overdue sweep each second, and at once for a sandbox tenant whose clock was moved. */
@ApplicationScoped
class OverdueJob {
    private static final Logger LOG = Logger.getLogger(OverdueJob.class);

    private final OverdueSweep sweep;

    OverdueJob(OverdueSweep sweep) {
        this.sweep = sweep;
    }

    /** A failed round is logged and tried again in a second; nothing is lost, the rows are still there. */
    @Scheduled(
            every = "{receivables.invoicing.overdue.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = OverdueSweep.JOB)
    Uni<Void> run() {
        return sweep.sweepAll()
                .invoke(count -> {
                    if (count > 0) {
                        LOG.infof("%d invoices became overdue", count);
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warn("The overdue sweep failed and runs again", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    void clockMoved(@ObservesAsync TenantClockMoved moved) {
        sweep.sweep(moved.tenant())
                .subscribe()
                .with(
                        count -> LOG.debugf("%d invoices of %s became overdue", count, moved.tenant()),
                        failure -> LOG.warnf(failure, "The sweep of %s failed and runs again", moved.tenant()));
    }
}
