package io.receivables.chassis.operations;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Has tables analyzed again and again while they are young, so that the database looks rows up by the right index from the first load on.
 * Later autovacuum is enough.
 */
@ApplicationScoped
public class YoungTables {
    private static final Logger LOG = Logger.getLogger(YoungTables.class);

    private final Transactions transactions;

    YoungTables(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> analyze() {
        return transactions
                .acrossTenants("statistics", tx -> tx.query("select analyze_young_tables()"))
                .onFailure()
                .invoke(failure -> LOG.debug("Young tables could not be analyzed", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
