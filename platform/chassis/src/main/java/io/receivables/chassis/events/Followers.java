package io.receivables.chassis.events;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEvent.Resolution;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Applies the parked events of a lane that follow its position, one transaction after the other. What was applied stays
 * applied; an event that throws becomes poison with its own reason, and the lane waits there.
 */
@ApplicationScoped
class Followers {
    private static final Logger LOG = Logger.getLogger(Followers.class);
    /** Events of one transaction while all goes well; halved down to one when something throws. */
    private static final int MOST = 64;

    private final Transactions transactions;
    private final Lanes lanes;
    private final ParkedEvents parked;
    private final HandlerCalls calls;
    private final Audit audit;

    Followers(Transactions transactions, Lanes lanes, ParkedEvents parked, HandlerCalls calls, Audit audit) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.parked = parked;
        this.calls = calls;
        this.audit = audit;
    }

    /** Drives a lane as far as it goes. Several may drive the same one: the lock of its position orders them. */
    Uni<Tally> drive(EventHandler handler, Lane lane, Mandate mandate) {
        return Uni.createFrom().deferred(() -> {
            var run = new Run(handler, lane, mandate);
            return Uni.createFrom()
                    .deferred(() -> step(run))
                    .repeat()
                    .whilst(more -> more)
                    .collect()
                    .last()
                    .replaceWith(() -> new Tally(run.applied, run.failed));
        });
    }

    /** Gives whether there may be more to do. */
    private Uni<Boolean> step(Run run) {
        return inTransaction(run, tx -> advance(tx, run)).onItemOrFailure().transformToUni((done, failure) -> {
            if (failure == null) {
                run.applied += done.events().size();
                calls.committed(run.handler, done.events());
                return Uni.createFrom().item(done.more());
            }
            if (TransientFailures.isUnavailable(failure)) {
                return Uni.createFrom().failure(failure);
            }
            if (run.limit > 1) {
                run.limit = run.limit / 2;
                return Uni.createFrom().item(true);
            }
            return convict(run, failure);
        });
    }

    private Uni<Boolean> convict(Run run, Throwable failure) {
        if (run.tried.isEmpty()) {
            return Uni.createFrom().failure(failure);
        }
        var culprit = run.tried.get(0);
        return inTransaction(run, tx -> blame(tx, run, culprit, failure)).map(verdict -> {
            if (verdict == Verdict.MOVED) {
                return true;
            }
            LOG.errorf(failure, "%s cannot apply the parked event %s", run.handler.consumer(), culprit);
            run.failed++;
            return false;
        });
    }

    private <T> Uni<T> inTransaction(Run run, Function<PgTx, Uni<T>> work) {
        return run.mandate
                .caller()
                .map(caller -> transactions.inTenant(caller, work))
                .orElseGet(() -> Patience.with(transactions.byKeys(run.lane.tenant(), run.handler.consumer(), work)));
    }

    private Uni<Step> advance(PgTx tx, Run run) {
        run.tried = List.of();
        return plan(tx, run).chain(plan -> parked.load(tx, plan.toApply()).chain(rows -> {
            run.tried = plan.toApply();
            var events = events(rows, run.handler);
            return calls.apply(tx, run.handler, events)
                    .chain(() -> lanes.save(tx, run.lane, plan, run.mandate))
                    .chain(() -> audited(tx, run, rows))
                    .replaceWith(new Step(events, plan.more()));
        }));
    }

    private Uni<FollowPlan> plan(PgTx tx, Run run) {
        return lanes.lock(tx, run.lane)
                .chain(position -> lanes.plan(tx, run.lane, position, run.mandate.retried(), run.limit));
    }

    private static List<ReceivedEvent> events(List<Row> rows, EventHandler handler) {
        var events = new ArrayList<ReceivedEvent>(rows.size());
        rows.forEach(row -> events.add(CloudEventHeaders.read(KeptRecord.of(row), handler.consumer())));
        return events;
    }

    /** Only a person's decisions are audited; what follows by itself is not a decision. */
    private Uni<Void> audited(PgTx tx, Run run, List<Row> rows) {
        if (run.mandate.caller().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> audit.append(
                        tx,
                        ParkedEvent.ENTITY,
                        row.getUUID("id"),
                        "REDRIVE",
                        run.mandate.reason().orElse(null),
                        Map.of("state", "OPEN", "kind", row.getString("reason")),
                        Map.of("state", Resolution.APPLIED)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Makes the event that threw poison, unless somebody else has moved the lane meanwhile. */
    private Uni<Verdict> blame(PgTx tx, Run run, UUID culprit, Throwable failure) {
        return plan(tx, run).chain(plan -> {
            if (plan.toApply().isEmpty() || !plan.toApply().get(0).equals(culprit)) {
                return Uni.createFrom().item(Verdict.MOVED);
            }
            return parked.load(tx, List.of(culprit))
                    .chain(rows -> poison(tx, run, rows.get(0), FailureReport.of(failure)))
                    .replaceWith(Verdict.POISON);
        });
    }

    private Uni<Void> poison(PgTx tx, Run run, Row row, FailureReport report) {
        UUID id = row.getUUID("id");
        boolean known = Kind.POISON.name().equals(row.getString("reason"));
        Uni<Void> letter = known
                ? Uni.createFrom().voidItem()
                : parked.publishDeadLetter(
                        tx,
                        run.lane.consumer(),
                        run.lane.topic(),
                        row.getString("type"),
                        KeptRecord.of(row).value());
        Uni<Void> entry = run.mandate.caller().isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.append(
                        tx,
                        ParkedEvent.ENTITY,
                        id,
                        "REDRIVE",
                        run.mandate.reason().orElse(null),
                        Map.of("state", "OPEN", "kind", row.getString("reason")),
                        Map.of("state", "OPEN", "kind", Kind.POISON, "detail", report.detail()));
        return parked.failed(tx, id, Kind.POISON, report).chain(() -> letter).chain(() -> entry);
    }

    /**
     * What came of a drive.
     *
     * @param failed events that threw
     */
    record Tally(int applied, int failed) {
        static final Tally NOTHING = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(applied + other.applied, failed + other.failed);
        }
    }

    private enum Verdict {
        POISON,
        MOVED
    }

    private record Step(List<ReceivedEvent> events, boolean more) {}

    /** One drive; its steps come one after the other. */
    private static final class Run {
        private final EventHandler handler;
        private final Lane lane;
        private final Mandate mandate;
        private int limit = MOST;
        private List<UUID> tried = List.of();
        private int applied;
        private int failed;

        Run(EventHandler handler, Lane lane, Mandate mandate) {
            this.handler = handler;
            this.lane = lane;
            this.mandate = mandate;
        }
    }
}
