package io.receivables.chassis.reconciliation;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sets a copy right, by the same code that follows the events, and notes it as the last event that was applied. */
@ApplicationScoped
class Healing {
    private static final String ENSURE_POSITION =
            """
            insert into inbox_positions (tenant_id, consumer, topic, aggregate_id, sequence)
            values ($1, $2, $3, $4, 0) on conflict do nothing""";
    private static final String LOCK_POSITION =
            """
            select sequence from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 for update""";
    private static final String RAISE_POSITION =
            """
            update inbox_positions set sequence = greatest(sequence, $5)
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4""";

    private final Comparisons comparisons;
    private final Audit audit;
    private final ReconciliationConfig config;

    Healing(Comparisons comparisons, Audit audit, ReconciliationConfig config) {
        this.comparisons = comparisons;
        this.audit = audit;
        this.config = config;
    }

    /** From here to the commit the follower applies no event of this item. */
    Uni<Void> holdStill(PgTx tx, BookCopy copy, Finding found) {
        var consumer = copy.follower().consumer();
        Uni<?> ensured = found.stated().isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.execute(
                        ENSURE_POSITION, tx.tenant(), consumer, copy.followed().topic(), found.itemId());
        return ensured.chain(() -> tx.query(
                        LOCK_POSITION, tx.tenant(), consumer, copy.followed().topic(), found.itemId()))
                .replaceWithVoid();
    }

    /** Heals a difference if it may be; throws {@link Failed} when that did not work. */
    Uni<Outcome> heal(PgTx tx, Settlement.Case one, Verdict verdict, Optional<String> failure) {
        if (failure.isPresent()) {
            return outcome(Difference.State.OPEN, "Healing failed: " + failure.get());
        }
        if (one.now().isEmpty() || movedOn(one)) {
            return outcome(Difference.State.HEALED, "A later change of the copy set it right.");
        }
        if (!verdict.repair()) {
            return outcome(Difference.State.OPEN, reason(verdict));
        }
        if (!config.heal()) {
            return outcome(Difference.State.OPEN, "Healing is switched off.");
        }
        var found = one.found();
        return one.copy()
                .repair(tx, one.runId(), found.itemId(), found.stated().map(item -> event(tx, one, item)))
                .chain(repair -> switch (repair) {
                    case DONE -> done(tx, one, verdict);
                    case STARTED -> outcome(Difference.State.HEALING, "The figures are being derived again.");
                    case LEFT -> outcome(Difference.State.OPEN, "This copy is not changed by machine.");
                })
                .onFailure(Healing::isNoContention)
                .transform(Failed::new);
    }

    private static boolean isNoContention(Throwable failure) {
        return !TransientFailures.isUnavailable(failure) && !TransientFailures.isContention(failure);
    }

    /** An event that came meanwhile has overwritten what was wrong. */
    private static boolean movedOn(Settlement.Case one) {
        var now = one.now().orElseThrow();
        return now.heldVersion() > now.statedVersion() && one.found().heldVersion() <= now.statedVersion();
    }

    private static String reason(Verdict verdict) {
        return switch (verdict.kind().orElseThrow()) {
            case PARKED -> "Decide about the parked events; they are applied then.";
            case OWNER_BEHIND -> "The owner has lost what it published; copies are not taken back.";
            default -> "Events came that this statement does not know; the next run shows what is left.";
        };
    }

    private ReceivedEvent event(PgTx tx, Settlement.Case one, String item) {
        return new ReceivedEvent(
                Ids.next(),
                one.copy().followed().eventType(),
                tx.tenant(),
                one.found().itemId(),
                one.found().statedVersion(),
                tx.now(),
                tx.now(),
                new ReceivedEvent.Origin(one.copy().followed().topic(), -1, -1),
                tx.cause(),
                item.getBytes(StandardCharsets.UTF_8));
    }

    private Uni<Outcome> done(PgTx tx, Settlement.Case one, Verdict verdict) {
        var found = one.found();
        var copy = one.copy();
        return tx.execute(
                        RAISE_POSITION,
                        tx.tenant(),
                        copy.follower().consumer(),
                        copy.followed().topic(),
                        found.itemId(),
                        found.statedVersion())
                .chain(() -> comparisons.again(tx, copy, found))
                .invoke(left -> {
                    if (left.isPresent()) {
                        throw new IllegalStateException("The copy is still not what was stated: " + left.get());
                    }
                })
                .chain(() -> audit.append(
                        tx,
                        "reconciliation",
                        found.itemId(),
                        "HEAL",
                        verdict.kind().orElseThrow() + " in " + copy.table().name() + ", run " + one.runId(),
                        one.now().flatMap(Finding::held).map(Json::tree).orElse(null),
                        found.stated().map(Json::tree).orElse(null)))
                .replaceWith(new Outcome(Difference.State.HEALED, "Set to what the owner stated."));
    }

    private static Uni<Outcome> outcome(Difference.State state, String why) {
        return Uni.createFrom().item(new Outcome(state, why));
    }

    /** What came of it. */
    record Outcome(Difference.State state, String why) {}

    /** The transaction is void; the difference is to be settled without healing. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
