package io.receivables.reporting.rebuild;

import io.quarkus.arc.Unremovable;
import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.projection.TenantFigures;
import io.receivables.reporting.rebuild.model.GivenUp;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.model.Replay;
import io.receivables.reporting.rebuild.model.TableComparison;
import io.receivables.reporting.rebuild.store.Positions;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.receivables.reporting.rebuild.store.TwinTables;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Derives a tenant's figures again from the topics, into twins of the tables, while the live ones go on answering and
 * growing. At the end the tenant's consumers stand still for a moment: the twins are brought to exactly where the live
 * figures are, compared, and put in place where they differ, in one transaction. Readers see the old figures or the new
 * ones, never half of both; when anything fails the old ones stay.
 */
@ApplicationScoped
@Unremovable
public class RebuildService {
    private static final Logger LOG = Logger.getLogger(RebuildService.class);
    /** What a transaction may take longer to end than this instance waits for it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, Object> broker;
    private final ReportingConfig.Rebuild config;
    private final Transactions transactions;
    private final Projections projections;
    private final TwinTables twins;
    private final Positions positions;
    private final RebuildStore store;
    private final Audit audit;
    private final Vertx vertx;
    private final Semaphore turns;
    /** Whether somebody asked since the last look began. */
    private final AtomicBoolean asked = new AtomicBoolean();

    RebuildService(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            ReportingConfig config,
            Transactions transactions,
            Projections projections,
            TwinTables twins,
            Positions positions,
            RebuildStore store,
            Audit audit,
            Vertx vertx) {
        this.broker = broker;
        this.config = config.rebuild();
        this.transactions = transactions;
        this.projections = projections;
        this.twins = twins;
        this.positions = positions;
        this.store = store;
        this.audit = audit;
        this.vertx = vertx;
        this.turns = new Semaphore(turns(this.config.atOnce()));
    }

    private static int turns(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("receivables.reporting.rebuild.at-once is at least 1, not " + atOnce);
        }
        return atOnce;
    }

    /**
     * Works on requested rebuilds in the background, the oldest first, as many at once as this instance has turns for. Who finds no
     * turn free leaves its request to those who have one.
     */
    public void wake() {
        asked.set(true);
        look();
    }

    /** On a context of its own, so that nothing of a request that woke it sticks to what is done for others. */
    private void look() {
        if (turns.tryAcquire()) {
            asked.set(false);
            VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(ignored -> takeTurn());
        }
    }

    private void takeTurn() {
        transactions
                .acrossTenants(RebuildRun.ACTOR, store::claim)
                .chain(claimed ->
                        claimed.map(this::workOn).orElse(Uni.createFrom().item(false)))
                .onTermination()
                .invoke(turns::release)
                .subscribe()
                .with(this::ended, failure -> LOG.errorf(failure, "A rebuild could not be ended"));
    }

    /** Somebody may have asked after the claim that found nothing, and before its turn was free again. */
    private void ended(boolean worked) {
        if (worked || asked.get()) {
            look();
        }
    }

    /** Where one was waiting there may be more, for other turns. */
    private Uni<Boolean> workOn(RebuildStore.Claimed claimed) {
        look();
        return run(claimed.tenant(), claimed.rebuild()).replaceWith(true);
    }

    private Uni<Void> run(String tenant, Rebuild rebuild) {
        return transactions
                .forTenant(tenant, RebuildRun.ACTOR, tx -> begin(tx, rebuild))
                .chain(givenUp -> open(tenant, rebuild, givenUp).chain(run -> derive(tenant, rebuild, run, givenUp)
                        .onItemOrFailure()
                        .call((done, failure) -> run.close().onFailure().recoverWithNull())))
                .onFailure()
                .recoverWithUni(failure -> fail(tenant, rebuild, failure));
    }

    /** Whoever was frozen and comes back late has nothing to say about twins that are somebody else's by now. */
    private Uni<GivenUp> begin(PgTx tx, Rebuild rebuild) {
        return twins.hold(tx)
                .chain(() -> store.isRunning(tx, rebuild.rebuildId()))
                .invoke(RebuildRun::require)
                .chain(() -> clear(tx))
                .chain(() -> positions.givenUp(tx));
    }

    /** Leaves no twins behind, unless the next rebuild of the tenant has begun; that one empties them, too. */
    private Uni<Void> tidyUp(String tenant) {
        return transactions
                .forTenant(tenant, RebuildRun.ACTOR, tx -> twins.hold(tx)
                        .chain(() -> store.anyRunning(tx))
                        .chain(running -> running ? Uni.createFrom().voidItem() : clear(tx)))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "Twins of %s are left behind", tenant))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> clear(PgTx tx) {
        return twins.clear(tx).chain(() -> positions.clear(tx));
    }

    private Uni<RebuildRun> open(String tenant, Rebuild rebuild, GivenUp givenUp) {
        var workers = Infrastructure.getDefaultExecutor();
        return Uni.createFrom()
                .item(() -> projections.all().stream()
                        .map(projection -> new TopicRun(
                                tenant,
                                projection,
                                new TopicReader(broker, projection.topic(), tenant, config.batch(), workers),
                                new Replay(
                                        givenUp.of(projection.topic()),
                                        config.waiting().asLongValue()),
                                new TopicRun.Tools(transactions, twins, positions)))
                        .toList())
                .runSubscriptionOn(workers)
                .map(topics -> new RebuildRun(rebuild, topics, store));
    }

    /** What came while a long topic was read is read before the consumers have to wait. */
    private Uni<Void> derive(String tenant, Rebuild rebuild, RebuildRun run, GivenUp givenUp) {
        return run.catchUp(Rebuild.Phase.READING)
                .chain(() -> run.catchUp(Rebuild.Phase.READING))
                .chain(() ->
                        transactions.forTenant(tenant, RebuildRun.ACTOR, tx -> conclude(tx, rebuild, run, givenUp)))
                .chain(() -> tidyUp(tenant));
    }

    /**
     * The tenant's consumers wait from the first statement to the commit. What they had committed before is read here
     * to the last event; the twins are written in transactions of their own, which this one sees.
     */
    private Uni<Void> conclude(PgTx tx, Rebuild rebuild, RebuildRun run, GivenUp givenUp) {
        return twins.readyToConclude(tx, config.standstill().plus(GRACE))
                .chain(() -> TenantFigures.lockForReplacement(tx))
                .chain(() -> run.catchUp(Rebuild.Phase.COMPARING))
                .chain(() -> positions.givenUp(tx))
                .invoke(now -> refuseOther(givenUp, now))
                .chain(() -> positions.incomplete(tx))
                .invoke(incomplete -> incomplete.ifPresent(RebuildService::refuse))
                .chain(() -> twins.compare(tx))
                .call(tables -> twins.replace(tx, tables))
                .call(tables -> store.complete(tx, rebuild.rebuildId(), tables, run.events())
                        .invoke(RebuildRun::require))
                .call(tables ->
                        audit.append(tx, "rebuild", rebuild.rebuildId(), "COMPLETE", null, null, Outcome.of(tables)))
                .replaceWithVoid()
                .ifNoItem()
                .after(config.standstill())
                .failWith(() -> new IllegalStateException("Comparing took longer than the consumers may stand still ("
                        + config.standstill() + ", receivables.reporting.rebuild.standstill)."));
    }

    /** What was given up after the topics were read may be in the twins. */
    private static void refuseOther(GivenUp before, GivenUp now) {
        if (!now.equals(before)) {
            throw new IllegalStateException("Events were discarded or passed over meanwhile; ask again.");
        }
    }

    private static void refuse(Positions.Incomplete incomplete) {
        throw new IllegalStateException("The topics no longer hold the whole history of " + incomplete.aggregates()
                + " aggregates, for example " + incomplete.example().id() + " on "
                + incomplete.example().topic() + ".");
    }

    private Uni<Void> fail(String tenant, Rebuild rebuild, Throwable failure) {
        LOG.errorf(failure, "The rebuild %s of %s failed; the live figures stay", rebuild.rebuildId(), tenant);
        var reason = failure instanceof IllegalStateException ? failure.getMessage() : failure.toString();
        return transactions
                .forTenant(tenant, RebuildRun.ACTOR, tx -> store.fail(tx, rebuild.rebuildId(), reason))
                .chain(() -> tidyUp(tenant));
    }

    /** What the audit trail keeps. */
    private record Outcome(boolean equal, List<String> replacedTables) {
        static Outcome of(List<TableComparison> tables) {
            var replaced = tables.stream()
                    .filter(table -> !table.equal())
                    .map(TableComparison::table)
                    .toList();
            return new Outcome(replaced.isEmpty(), replaced);
        }
    }
}
