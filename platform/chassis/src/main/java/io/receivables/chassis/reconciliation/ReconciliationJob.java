package io.receivables.chassis.reconciliation;

import static io.receivables.chassis.tx.InOrder.each;

import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** Opens runs that are due and takes all further that are in work; rows are locked, so that any replica may do it. */
@ApplicationScoped
public class ReconciliationJob {
    private static final Logger LOG = Logger.getLogger(ReconciliationJob.class);
    private static final String ACTOR = "reconciliation";

    private final Transactions transactions;
    private final Runs runs;
    private final Statements statements;
    private final Settlement settlement;

    ReconciliationJob(Transactions transactions, Runs runs, Statements statements, Settlement settlement) {
        this.transactions = transactions;
        this.runs = runs;
        this.statements = statements;
        this.settlement = settlement;
    }

    @Scheduled(every = "10m", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> schedule() {
        return quietly(openDue());
    }

    @Scheduled(every = "{receivables.reconciliation.poll}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> work() {
        return quietly(advanceAll());
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warn("Reconciliations wait for the next round", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Opens a run for every tenant whose last one is too long ago; two replicas open only one. */
    public Uni<Void> openDue() {
        return each(statements.books(), book -> transactions
                .acrossTenants(ACTOR, tx -> runs.due(tx, book))
                .chain(tenants -> each(tenants, tenant -> transactions
                        .forTenant(tenant, ACTOR, tx -> runs.openStatement(tx, Ids.next(), book.name(), ACTOR))
                        .replaceWithVoid())));
    }

    /** One round over all runs in work; what fails is tried again in the next. */
    public Uni<Void> advanceAll() {
        return transactions
                .acrossTenants(ACTOR, runs::inWork)
                .chain(all -> each(all, run -> advance(run)
                        .onFailure()
                        .invoke(failure ->
                                LOG.warnf(failure, "The run %s of %s waits for the next round", run.id(), run.tenant()))
                        .onFailure()
                        .recoverWithNull()));
    }

    private Uni<Void> advance(Runs.InWork run) {
        return switch (run.state()) {
            case STATING -> repeat(run, statements::step).chain(() -> repeat(run, statements::close));
            case CLOSING -> repeat(run, statements::close);
            default -> settlement.settle(run.tenant(), run.id());
        };
    }

    private Uni<Void> repeat(Runs.InWork run, BiFunction<PgTx, UUID, Uni<Boolean>> step) {
        return Uni.createFrom()
                .deferred(() -> transactions.forTenant(run.tenant(), ACTOR, tx -> step.apply(tx, run.id())))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
