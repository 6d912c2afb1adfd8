package io.receivables.chassis.events;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Drives lanes that could go on but stand still because whoever drove them died in between. */
@ApplicationScoped
class FollowerSweep {
    private static final Logger LOG = Logger.getLogger(FollowerSweep.class);
    private static final int LANES = 100;

    private final Transactions transactions;
    private final Lanes lanes;
    private final Followers followers;
    private final Handlers handlers;

    FollowerSweep(Transactions transactions, Lanes lanes, Followers followers, Handlers handlers) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.followers = followers;
        this.handlers = handlers;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return transactions
                .acrossTenants("sweep", tx -> lanes.ready(tx, handlers.consumers(), LANES))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::drive)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.debug("Parked events could not be swept", failure))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> drive(Lane lane) {
        return followers
                .drive(handlers.of(lane.consumer()).orElseThrow(), lane, Mandate.ofInbox())
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s cannot follow %s", lane.consumer(), lane.aggregate()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
