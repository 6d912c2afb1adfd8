package io.receivables.chassis.operations;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Has tables analyzed again and again while they are young, so that the database looks rows up by the right index from the first load on.
 * Of tables that have grown autovacuum alone takes care.
 */
@ApplicationScoped
public class YoungTables {
    private static final Logger LOG = Logger.getLogger(YoungTables.class);
    private static final int AT_ONCE = 50;

    private final Transactions transactions;
    private final AtomicBoolean warned = new AtomicBoolean();

    YoungTables(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> analyze() {
        return transactions
                .acrossTenants("statistics", tx -> tx.query("select analyze_young_table()"))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .repeat()
                .whilst(analyzed -> analyzed)
                .select()
                .first(AT_ONCE)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithNull();
    }

    private void failed(Throwable failure) {
        var level = warned.compareAndSet(false, true) ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.log(level, "Young tables could not be analyzed; it is tried again", failure);
    }
}
