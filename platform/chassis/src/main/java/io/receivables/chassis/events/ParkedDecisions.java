package io.receivables.chassis.events;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.FollowPlan.Skip;
import io.receivables.chassis.events.Followers.Tally;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEvent.Resolution;
import io.receivables.chassis.events.ParkedEventRequests.Outcome;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What a person may decide on one parked event: try it again or give it up. Each decision is audited. */
@ApplicationScoped
class ParkedDecisions {
    private static final Logger LOG = Logger.getLogger(ParkedDecisions.class);

    private final Transactions transactions;
    private final ParkedEvents parked;
    private final Lanes lanes;
    private final Followers followers;
    private final Inbox inbox;
    private final Handlers handlers;
    private final Audit audit;

    ParkedDecisions(
            Transactions transactions,
            ParkedEvents parked,
            Lanes lanes,
            Followers followers,
            Inbox inbox,
            Handlers handlers,
            Audit audit) {
        this.transactions = transactions;
        this.parked = parked;
        this.lanes = lanes;
        this.followers = followers;
        this.inbox = inbox;
        this.handlers = handlers;
        this.audit = audit;
    }

    /** Tries an event again, and those that follow it without a gap. */
    Uni<Outcome> redrive(Caller caller, UUID id, String reason) {
        return transactions
                .inTenant(caller, tx -> open(tx, id, false).call(row -> requireNext(tx, row)))
                .chain(row -> attempt(caller, row, reason))
                .chain(tally -> outcome(caller, id, tally));
    }

    private Uni<Void> requireNext(PgTx tx, Row row) {
        handler(row);
        if (isUnreadable(row)) {
            return Uni.createFrom().voidItem();
        }
        return lanes.lock(tx, ParkedEvents.lane(row).orElseThrow())
                .invoke(position -> {
                    if (row.getLong("sequence") > position + 1) {
                        throw Problem.of(
                                CommonProblem.PARKED_EVENT_NOT_NEXT,
                                "The aggregate is at sequence " + position + "; the event has "
                                        + row.getLong("sequence") + ".");
                    }
                })
                .replaceWithVoid();
    }

    /** Tries a row again whose turn it is, or may be. */
    Uni<Tally> attempt(Caller caller, Row row, String reason) {
        var handler = handler(row);
        return isUnreadable(row)
                ? readAgain(caller, row, handler, reason)
                : followers.drive(
                        handler,
                        ParkedEvents.lane(row).orElseThrow(),
                        Mandate.of(caller, reason, Set.of(row.getUUID("id"))));
    }

    /** A record that is readable by now is received like any other, in the tenant that it names. */
    private Uni<Tally> readAgain(Caller caller, Row row, EventHandler handler, String reason) {
        var message = KeptRecord.of(row);
        try {
            CloudEventHeaders.read(message, handler.consumer());
        } catch (IllegalArgumentException e) {
            return stillUnreadable(caller, row, FailureReport.of(e), reason);
        }
        return inbox.receiveAll(List.of(message), handler)
                .chain(() -> transactions.inTenant(caller, tx -> open(tx, row.getUUID("id"), true)
                        .chain(before -> resolve(tx, before, Resolution.RECEIVED, "REDRIVE", reason))
                        .replaceWith(new Tally(1, 0))));
    }

    private Uni<Tally> stillUnreadable(Caller caller, Row row, FailureReport report, String reason) {
        var id = row.getUUID("id");
        return transactions.inTenant(caller, tx -> open(tx, id, true)
                .chain(before -> parked.failed(tx, id, Kind.UNREADABLE, report)
                        .chain(() -> audited(tx, before, "REDRIVE", reason)))
                .replaceWith(new Tally(0, 1)));
    }

    /** Gives an event up; its aggregate goes on with the next one as soon as this one's turn comes. */
    Uni<Outcome> discard(Caller caller, UUID id, String reason) {
        return transactions
                .inTenant(caller, tx -> open(tx, id, false)
                        .call(row -> ParkedEvents.lane(row)
                                .map(lane -> passOver(tx, lane, row, reason))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .call(() -> open(tx, id, true)
                                .chain(row -> resolve(tx, row, Resolution.DISCARDED, "DISCARD", reason)))
                        .call(row -> ParkedEvents.lane(row)
                                .map(lane -> lanes.settle(tx, lane))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .chain(row -> followUp(caller, ParkedEvents.lane(row), reason))
                .chain(tally -> outcome(caller, id, tally));
    }

    private Uni<Void> passOver(PgTx tx, Lane lane, Row row, String reason) {
        long sequence = row.getLong("sequence");
        return lanes.lock(tx, lane).chain(position -> parked.hasTwin(tx, lane, sequence, row.getUUID("id"))
                .chain(twin -> twin || sequence <= position
                        ? Uni.createFrom().voidItem()
                        : lanes.giveUp(tx, lane, new Skip(sequence, sequence), reason)));
    }

    /** What is decided is committed: followers that cannot be applied right now are the sweep's. */
    Uni<Tally> followUp(Caller caller, Optional<Lane> lane, String reason) {
        return lane.flatMap(l -> handlers.of(l.consumer())
                        .map(handler -> followers.drive(handler, l, Mandate.of(caller, reason, Set.of()))))
                .orElseGet(() -> Uni.createFrom().item(Tally.NOTHING))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "The followers of %s wait", lane))
                .onFailure()
                .recoverWithItem(Tally.NOTHING);
    }

    private Uni<Void> resolve(PgTx tx, Row before, Resolution resolution, String action, String reason) {
        return parked.resolve(
                        tx,
                        List.of(before.getUUID("id")),
                        resolution,
                        tx.cause().actor(),
                        Optional.of(reason))
                .chain(() -> audited(tx, before, action, reason));
    }

    private Uni<Void> audited(PgTx tx, Row before, String action, String reason) {
        var id = before.getUUID("id");
        return parked.find(tx, id, false)
                .chain(after -> audit.append(
                        tx,
                        ParkedEvent.ENTITY,
                        id,
                        action,
                        reason,
                        ParkedEvent.of(before),
                        ParkedEvent.of(after.orElseThrow())));
    }

    private Uni<Outcome> outcome(Caller caller, UUID id, Tally tally) {
        return transactions.inTenant(caller, tx -> parked.find(tx, id, false)
                .map(row -> new Outcome(tally.applied(), tally.failed(), ParkedEvent.of(row.orElseThrow()))));
    }

    private Uni<Row> open(PgTx tx, UUID id, boolean lock) {
        return parked.find(tx, id, lock).map(found -> {
            var row = found.orElseThrow(() -> Problem.notFound("The parked event"));
            if (row.getOffsetDateTime("resolved_at") != null) {
                throw Problem.of(
                        CommonProblem.PARKED_EVENT_RESOLVED, "It ended as " + row.getString("resolution") + ".");
            }
            return row;
        });
    }

    private static boolean isUnreadable(Row row) {
        return Kind.UNREADABLE.name().equals(row.getString("reason"));
    }

    private EventHandler handler(Row row) {
        return handlers.of(row.getString("consumer")).orElseThrow(() -> unknownConsumer(row.getString("consumer")));
    }

    static Problem unknownConsumer(String consumer) {
        return Problem.of(CommonProblem.CONSUMER_UNKNOWN, "There is no consumer " + consumer + " in this service.");
    }
}
