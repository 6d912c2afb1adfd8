package io.receivables.chassis.events;

import io.receivables.chassis.events.FollowPlan.Skip;
import io.receivables.chassis.events.FollowPlan.Waiting;
import io.receivables.chassis.events.ParkedEvent.Resolution;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The positions of single lanes. Whoever changes one locks its row first, so that two instances never apply the same
 * parked event.
 */
@ApplicationScoped
class Lanes {
    /** Parked events that one step looks at. */
    private static final int WINDOW = 200;

    private static final String LOCK =
            """
            select sequence from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 for update""";
    private static final String CREATE =
            """
            insert into inbox_positions (tenant_id, consumer, topic, aggregate_id, sequence, blocked)
            values ($1, $2, $3, $4, 0, true) on conflict do nothing""";
    private static final String SAVE =
            """
            update inbox_positions set sequence = $5, blocked = $6
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4""";
    private static final String WAITING =
            """
            select id, sequence, reason, coalesce(octet_length(payload), 0)::bigint as bytes from parked_events
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 and resolved_at is null
               and reason <> 'UNREADABLE'
             order by sequence, id limit $5""";
    private static final String SKIPS =
            """
            select from_sequence, to_sequence from inbox_skips
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 and to_sequence > $5
             order by from_sequence""";
    private static final String SKIP =
            """
            insert into inbox_skips (tenant_id, consumer, topic, aggregate_id, from_sequence, to_sequence, actor, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant_id, consumer, topic, aggregate_id, from_sequence)
            do update set to_sequence = greatest(inbox_skips.to_sequence, excluded.to_sequence)""";
    private static final String FIRST_OPEN =
            """
            select min(sequence) as first from parked_events
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = $4 and resolved_at is null
               and sequence > $5""";
    private static final String READY =
            """
            select i.tenant_id, i.consumer, i.topic, i.aggregate_id from inbox_positions i
             where i.blocked and i.consumer = any($1)
               and (exists (select 1 from parked_events p
                             where p.tenant_id = i.tenant_id and p.consumer = i.consumer and p.topic = i.topic
                               and p.aggregate_id = i.aggregate_id and p.resolved_at is null
                               and p.reason in ('GAP', 'BLOCKED') and p.sequence <= i.sequence + 1)
                    or exists (select 1 from inbox_skips s
                                where s.tenant_id = i.tenant_id and s.consumer = i.consumer and s.topic = i.topic
                                  and s.aggregate_id = i.aggregate_id and s.from_sequence <= i.sequence + 1
                                  and s.to_sequence > i.sequence))
             limit $2""";

    private final ParkedEvents parked;

    Lanes(ParkedEvents parked) {
        this.parked = parked;
    }

    /** The position of a lane, locked to the end of the transaction; a lane that has none yet gets it. */
    Uni<Long> lock(PgTx tx, Lane lane) {
        return tx.query(LOCK, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate())
                .chain(rows -> rows.iterator().hasNext()
                        ? Uni.createFrom().item(rows.iterator().next().getLong(0))
                        : tx.execute(CREATE, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate())
                                .chain(() ->
                                        tx.query(LOCK, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate()))
                                .map(created -> created.iterator().next().getLong(0)));
    }

    /** What can be applied next from a locked position. */
    Uni<FollowPlan> plan(PgTx tx, Lane lane, long position, Set<UUID> retried, int limit) {
        return tx.query(WAITING, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate(), WINDOW)
                .chain(rows -> {
                    List<Waiting> waiting = new ArrayList<>();
                    rows.forEach(row -> waiting.add(new Waiting(
                            row.getUUID("id"),
                            row.getLong("sequence"),
                            row.getString("reason"),
                            row.getLong("bytes"))));
                    return skips(tx, lane, position)
                            .map(skips ->
                                    FollowPlan.of(position, waiting, waiting.size() < WINDOW, skips, retried, limit));
                });
    }

    private static Uni<List<Skip>> skips(PgTx tx, Lane lane, long position) {
        return tx.query(SKIPS, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate(), position)
                .map(rows -> {
                    List<Skip> skips = new ArrayList<>();
                    rows.forEach(row -> skips.add(new Skip(row.getLong("from_sequence"), row.getLong("to_sequence"))));
                    return skips;
                });
    }

    /** Saves where a plan leads and resolves what it passed as applied or as duplicates. */
    Uni<Void> save(PgTx tx, Lane lane, FollowPlan plan, Mandate mandate) {
        return tx.execute(
                        SAVE,
                        tx.tenant(),
                        lane.consumer(),
                        lane.topic(),
                        lane.aggregate(),
                        plan.position(),
                        plan.blocked())
                .chain(() -> parked.resolve(tx, plan.toApply(), Resolution.APPLIED, mandate.actor(), mandate.reason()))
                .chain(() ->
                        parked.resolve(tx, plan.duplicates(), Resolution.DUPLICATE, mandate.actor(), mandate.reason()));
    }

    /** Gives sequences up: the position passes over them as soon as it comes there. */
    Uni<Void> giveUp(PgTx tx, Lane lane, Skip skip, String reason) {
        return tx.execute(
                        SKIP,
                        tx.tenant(),
                        lane.consumer(),
                        lane.topic(),
                        lane.aggregate(),
                        skip.from(),
                        skip.to(),
                        tx.cause().actor(),
                        reason)
                .replaceWithVoid();
    }

    /** Moves a locked position over what was given up there; needs no handler. */
    Uni<Void> settle(PgTx tx, Lane lane) {
        return lock(tx, lane)
                .chain(position -> plan(tx, lane, position, Set.of(), 0))
                .chain(plan -> save(tx, lane, plan, Mandate.ofInbox()));
    }

    /** The first sequence that waits beyond the position; 0 when nothing does. */
    Uni<Long> firstOpen(PgTx tx, Lane lane, long position) {
        return tx.query(FIRST_OPEN, tx.tenant(), lane.consumer(), lane.topic(), lane.aggregate(), position)
                .map(rows -> rows.iterator().next().getLong("first"))
                .map(first -> first == null ? 0L : first);
    }

    /** Lanes of any tenant that could go on but that nobody is driving, for example after a crash. */
    Uni<List<Lane>> ready(PgTx tx, List<String> consumers, int limit) {
        return tx.query(READY, consumers.toArray(String[]::new), limit).map(rows -> {
            List<Lane> lanes = new ArrayList<>();
            rows.forEach(row -> lanes.add(new Lane(
                    row.getString("tenant_id"),
                    row.getString("consumer"),
                    row.getString("topic"),
                    row.getUUID("aggregate_id"))));
            return lanes;
        });
    }
}
