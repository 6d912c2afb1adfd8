package io.receivables.chassis.reconciliation;

import static io.receivables.chassis.tx.InOrder.each;

import io.receivables.chassis.events.freshness.Freshness;
import io.receivables.chassis.events.freshness.FreshnessGate;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Ends a comparison: once everything that was published before the books were closed has been applied, each doubt is
 * looked at again, judged, and healed where that is possible, each in a transaction of its own.
 */
@ApplicationScoped
class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final String ACTOR = "reconciliation";
    private static final String DOUBT = "DOUBT";
    private static final String HEALING = "HEALING";

    private final Transactions transactions;
    private final Comparisons comparisons;
    private final Runs runs;
    private final Differences differences;
    private final Announcements announcements;
    private final Healing healing;
    private final Optional<FreshnessGate> gate;

    Settlement(
            Transactions transactions,
            Comparisons comparisons,
            Runs runs,
            Differences differences,
            Announcements announcements,
            Healing healing,
            Freshness freshness) {
        this.transactions = transactions;
        this.comparisons = comparisons;
        this.runs = runs;
        this.differences = differences;
        this.announcements = announcements;
        this.healing = healing;
        var channels = comparisons.copies().stream()
                .map(copy -> copy.followed().channel())
                .distinct()
                .toArray(String[]::new);
        this.gate = channels.length == 0 ? Optional.empty() : Optional.of(freshness.gate(ACTOR, channels));
    }

    /** Settles what can be settled now; the run stays in work as long as something has to wait. */
    Uni<Void> settle(String tenant, UUID runId) {
        return gate.orElseThrow()
                .round()
                .asOf()
                .chain(asOf -> asOf.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : all(tenant, runId, DOUBT, this::judge)
                                .chain(() -> all(tenant, runId, HEALING, this::lookAgain))
                                .chain(() -> inTenant(tenant, tx -> complete(tx, runId))));
    }

    private Uni<Void> all(String tenant, UUID runId, String state, BiFunction<PgTx, Step, Uni<Void>> work) {
        return inTenant(tenant, tx -> differences.waiting(tx, runId, state))
                .chain(ids -> each(ids, id -> one(tenant, id, state, work))
                        .chain(() -> state.equals(DOUBT) && ids.size() > 0
                                ? all(tenant, runId, state, work)
                                : Uni.createFrom().voidItem()));
    }

    /** What could not be healed is settled without. */
    private Uni<Void> one(String tenant, UUID id, String state, BiFunction<PgTx, Step, Uni<Void>> work) {
        return inTenant(tenant, tx -> work.apply(tx, new Step(id, state, Optional.empty())))
                .onFailure(Healing.Failed.class)
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "A difference of %s could not be healed", tenant);
                    return inTenant(
                            tenant, tx -> work.apply(tx, new Step(id, state, Optional.of(failure.getMessage()))));
                });
    }

    private Uni<Void> judge(PgTx tx, Step step) {
        return differences
                .lock(tx, step.id(), step.state())
                .chain(row -> row.isEmpty() ? Uni.createFrom().voidItem() : judge(tx, step, row.get()));
    }

    private Uni<Void> judge(PgTx tx, Step step, Row row) {
        var copy = copy(row);
        var found = Finding.of(row);
        UUID runId = row.getUUID("run_id");
        return healing.holdStill(tx, copy, found)
                .chain(() -> comparisons.again(tx, copy, found))
                .chain(now -> differences
                        .aheadBefore(tx, runId, copy, found)
                        .map(before -> Verdict.of(found, now, copy.table().exact(), before))
                        .chain(verdict -> settle(tx, step, new Case(runId, copy, found, now), verdict)));
    }

    private Uni<Void> settle(PgTx tx, Step step, Case one, Verdict verdict) {
        if (verdict.kind().isEmpty()) {
            return (verdict.remember() ? differences.remember(tx, step.id()) : differences.dismiss(tx, step.id()))
                    .replaceWithVoid();
        }
        return healing.heal(tx, one, verdict, step.failure())
                .chain(outcome -> differences.settle(
                        tx, step.id(), one.copy(), verdict.kind().get(), outcome.state(), Optional.of(outcome.why())))
                .chain(difference -> difference.state() == Difference.State.HEALING
                        ? Uni.createFrom().voidItem()
                        : announcements.settled(tx, difference));
    }

    /** Whether what was started has set the copy right; after a quarter of an hour it counts as not healed. */
    private Uni<Void> lookAgain(PgTx tx, Step step) {
        return differences
                .lock(tx, step.id(), step.state())
                .chain(row -> row.isEmpty() ? Uni.createFrom().voidItem() : lookAgain(tx, row.get()));
    }

    private Uni<Void> lookAgain(PgTx tx, Row row) {
        var found = Finding.of(row);
        UUID id = row.getUUID("difference_id");
        return comparisons.again(tx, copy(row), found).chain(now -> {
            boolean right = now.map(n -> n.heldVersion() > n.statedVersion() && n.position() > n.statedVersion())
                    .orElse(true);
            if (!right && row.getBoolean("recent")) {
                return Uni.createFrom().voidItem();
            }
            return differences
                    .endHealing(
                            tx,
                            id,
                            right ? Difference.State.HEALED : Difference.State.OPEN,
                            right ? "Derived again from the events." : "What was started did not set it right.")
                    .chain(difference -> announcements.settled(tx, difference));
        });
    }

    private Uni<Void> complete(PgTx tx, UUID runId) {
        return differences
                .waiting(tx, runId, HEALING)
                .chain(healingStill -> healingStill.isEmpty()
                        ? runs.lock(tx, runId, Reconciliation.State.SETTLING)
                                .chain(run -> run.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : announcements.completed(
                                                tx, runId, run.get().getString("book")))
                        : Uni.createFrom().voidItem());
    }

    private BookCopy copy(Row row) {
        return comparisons.copy(row.getString("book"), row.getString("copy"));
    }

    private <T> Uni<T> inTenant(String tenant, Function<PgTx, Uni<T>> work) {
        return transactions.forTenant(tenant, ACTOR, work);
    }

    /**
     * One transaction of a settlement.
     *
     * @param failure why healing it failed the first time
     */
    private record Step(UUID id, String state, Optional<String> failure) {}

    /** One finding, then and now. */
    record Case(UUID runId, BookCopy copy, Finding found, Optional<Finding> now) {}
}
