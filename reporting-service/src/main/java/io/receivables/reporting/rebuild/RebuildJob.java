package io.receivables.reporting.rebuild;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Takes up rebuilds that were requested and not begun, and ends those whose worker is gone. */
@ApplicationScoped
public class RebuildJob {
    private static final Logger LOG = Logger.getLogger(RebuildJob.class);

    private final Transactions transactions;
    private final RebuildStore store;
    private final RebuildService service;

    RebuildJob(Transactions transactions, RebuildStore store, RebuildService service) {
        this.transactions = transactions;
        this.store = store;
        this.service = service;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> takeUp() {
        return transactions
                .acrossTenants("rebuild-job", store::failAbandoned)
                .invoke(service::wake)
                .onFailure()
                .invoke(failure -> LOG.warnf("Rebuilds were not looked for: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
