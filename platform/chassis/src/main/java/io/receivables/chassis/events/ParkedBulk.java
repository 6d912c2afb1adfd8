package io.receivables.chassis.events;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.Followers.Tally;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEventRequests.BulkOutcome;
import io.receivables.chassis.events.ParkedEventRequests.Skip;
import io.receivables.chassis.events.ParkedEventRequests.Skipped;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a person may decide on many parked events at once: try all that match again, or give up what never came. */
@ApplicationScoped
class ParkedBulk {
    /** Events of one call, so that it ends in seconds; those tried longest ago come first. */
    private static final int MOST = 1000;

    private static final String MATCHING = "select id, consumer, topic, aggregate_id, tenant_id, reason"
            + " from parked_events where " + ParkedEventFilter.CONDITION
            + " and resolved_at is null order by last_attempt_at nulls first, id limit $6";

    private final Transactions transactions;
    private final ParkedEvents parked;
    private final ParkedDecisions decisions;
    private final Lanes lanes;
    private final Followers followers;
    private final Handlers handlers;
    private final Audit audit;

    ParkedBulk(
            Transactions transactions,
            ParkedEvents parked,
            ParkedDecisions decisions,
            Lanes lanes,
            Followers followers,
            Handlers handlers,
            Audit audit) {
        this.transactions = transactions;
        this.parked = parked;
        this.decisions = decisions;
        this.lanes = lanes;
        this.followers = followers;
        this.handlers = handlers;
        this.audit = audit;
    }

    /** Tries all that match again, each once, lane by lane. */
    Uni<BulkOutcome> redrive(Caller caller, ParkedEventFilter filter, String reason) {
        return transactions
                .inTenant(caller, tx -> tx.query(MATCHING, filter.parameters(tx.tenant(), MOST + 1)))
                .chain(rows -> {
                    List<Row> all = new ArrayList<>();
                    rows.forEach(all::add);
                    var matching = all.subList(0, Math.min(all.size(), MOST));
                    return redriveAll(caller, matching, reason)
                            .map(tally -> new BulkOutcome(
                                    matching.size(), tally.applied(), tally.failed(), all.size() > MOST));
                });
    }

    private Uni<Tally> redriveAll(Caller caller, List<Row> rows, String reason) {
        List<UUID> unreadable = new ArrayList<>();
        Map<Lane, Set<UUID>> byLane = new LinkedHashMap<>();
        for (var row : rows) {
            if (Kind.UNREADABLE.name().equals(row.getString("reason"))) {
                unreadable.add(row.getUUID("id"));
            } else {
                byLane.computeIfAbsent(ParkedEvents.lane(row).orElseThrow(), l -> new LinkedHashSet<>())
                        .add(row.getUUID("id"));
            }
        }
        var first = Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(id -> readAgain(caller, id, reason));
        var second = Multi.createFrom()
                .iterable(byLane.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> drive(caller, entry.getKey(), Mandate.of(caller, reason, entry.getValue())));
        return Multi.createBy()
                .concatenating()
                .streams(first, second)
                .collect()
                .with(java.util.stream.Collectors.reducing(Tally.NOTHING, Tally::plus));
    }

    private Uni<Tally> drive(Caller caller, Lane lane, Mandate mandate) {
        return handlers.of(lane.consumer())
                .map(handler -> followers.drive(handler, lane, mandate))
                .orElseGet(() ->
                        Uni.createFrom().item(new Tally(0, mandate.retried().size())));
    }

    /** An event that somebody else freed meanwhile is no failure of this call. */
    private Uni<Tally> readAgain(Caller caller, UUID id, String reason) {
        return transactions
                .inTenant(caller, tx -> parked.find(tx, id, false))
                .chain(row -> decisions.attempt(caller, row.orElseThrow(), reason))
                .onFailure(failure -> failure instanceof Problem p && p.code() == CommonProblem.PARKED_EVENT_RESOLVED)
                .recoverWithItem(Tally.NOTHING)
                .onFailure(failure -> failure instanceof Problem p && p.code() == CommonProblem.CONSUMER_UNKNOWN)
                .recoverWithItem(new Tally(0, 1));
    }

    /** Gives up what is missing before a sequence; refused when it would pass over an event that is here. */
    Uni<Skipped> skip(PgTx tx, Skip request) {
        if (handlers.of(request.consumer()).isEmpty()) {
            throw ParkedDecisions.unknownConsumer(request.consumer());
        }
        var lane = lane(tx.tenant(), request);
        return lanes.lock(tx, lane).chain(position -> lanes.firstOpen(tx, lane, position)
                .invoke(first -> requireGap(position, first, request.toSequence()))
                .chain(() -> {
                    var gap = new FollowPlan.Skip(position + 1, request.toSequence() - 1);
                    return lanes.giveUp(tx, lane, gap, request.reason())
                            .chain(() -> lanes.settle(tx, lane))
                            .chain(() -> audit.append(
                                    tx,
                                    "parked-aggregate",
                                    lane.aggregate(),
                                    "SKIP",
                                    request.reason(),
                                    new At(lane.consumer(), lane.topic(), position),
                                    new At(lane.consumer(), lane.topic(), gap.to())))
                            .replaceWith(() ->
                                    new Skipped(lane.consumer(), lane.topic(), lane.aggregate(), gap.from(), gap.to()));
                }));
    }

    static Lane lane(String tenant, Skip request) {
        return new Lane(tenant, request.consumer(), request.topic(), request.aggregateId());
    }

    private static void requireGap(long position, long firstOpen, long toSequence) {
        if (firstOpen == 0) {
            throw Problem.of(
                    CommonProblem.AGGREGATE_NOT_WAITING, "It is at sequence " + position + " and nothing is parked.");
        }
        if (toSequence <= position + 1) {
            throw Problem.of(CommonProblem.SEQUENCE_NOT_AHEAD, "The aggregate is at sequence " + position + ".");
        }
        if (toSequence > firstOpen) {
            throw Problem.of(
                    CommonProblem.SKIP_OVER_PARKED_EVENT,
                    "Sequence " + firstOpen + " is parked; re-drive or discard it first.");
        }
    }

    /** Where an aggregate is, for the audit trail. */
    private record At(String consumer, String topic, long sequence) {}
}
