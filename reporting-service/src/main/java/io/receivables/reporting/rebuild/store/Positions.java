package io.receivables.reporting.rebuild.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.rebuild.model.GivenUp;
import io.receivables.reporting.rebuild.model.Replay.Aggregate;
import io.receivables.reporting.rebuild.model.Replay.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How far each aggregate is, in the live figures, as the inbox has it, and in the twins; and what a person gave up on the way. */
@ApplicationScoped
public class Positions {
    private static final String LIVE =
            """
            select aggregate_id, sequence from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = any($4)""";
    private static final String REPLAYED =
            """
            select aggregate_id, sequence from rebuild.positions
             where tenant_id = $1 and topic = $2 and aggregate_id = any($3)""";
    private static final String SAVE =
            """
            insert into rebuild.positions (tenant_id, topic, aggregate_id, sequence)
            select $1, $2, moved.* from unnest($3::uuid[], $4::bigint[]) as moved
            on conflict (tenant_id, topic, aggregate_id) do update set sequence = excluded.sequence""";
    private static final String CLEAR = "delete from rebuild.positions where tenant_id = $1";
    private static final String INCOMPLETE =
            """
            /* reads all: a rebuild */
            select live.topic, live.aggregate_id, count(*) over () as aggregates
              from inbox_positions live
              left join rebuild.positions replayed using (tenant_id, topic, aggregate_id)
             where live.tenant_id = $1 and live.consumer = any($2) and coalesce(replayed.sequence, 0) < live.sequence
             limit 1""";
    /** What nobody can read is no event to a rebuild either; it may be a damaged copy of a good one. */
    private static final String DISCARDED =
            """
            select topic, aggregate_id, sequence, event_id from parked_events
             where tenant_id = $1 and consumer = any($2) and resolution = 'DISCARDED' and reason <> 'UNREADABLE'""";

    private static final String SKIPPED =
            """
            select topic, aggregate_id, from_sequence, to_sequence from inbox_skips
             where tenant_id = $1 and consumer = any($2)
             order by topic, aggregate_id, from_sequence""";

    private final String[] consumers;

    Positions(Projections projections) {
        this.consumers = projections.all().stream().map(Projection::consumer).toArray(String[]::new);
    }

    /** Of aggregates of the projection's topic. */
    public Uni<Map<Aggregate, Position>> of(PgTx tx, Projection projection, Collection<Aggregate> aggregates) {
        var ids = aggregates.stream().map(Aggregate::id).toArray(UUID[]::new);
        return sequences(tx, LIVE, tx.tenant(), projection.consumer(), projection.topic(), ids)
                .chain(live -> sequences(tx, REPLAYED, tx.tenant(), projection.topic(), ids)
                        .map(replayed -> {
                            var positions = new HashMap<Aggregate, Position>();
                            live.forEach((id, sequence) -> positions.put(
                                    new Aggregate(projection.topic(), id),
                                    new Position(replayed.getOrDefault(id, 0L), sequence)));
                            return positions;
                        }));
    }

    /** Notes how far aggregates of a topic are in the twins. */
    public Uni<Void> save(PgTx tx, Projection projection, Map<Aggregate, Long> replayed) {
        if (replayed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = new ArrayList<UUID>(replayed.size());
        var sequences = new ArrayList<Long>(replayed.size());
        replayed.forEach((aggregate, sequence) -> {
            ids.add(aggregate.id());
            sequences.add(sequence);
        });
        return tx.execute(
                        SAVE, tx.tenant(), projection.topic(), ids.toArray(UUID[]::new), sequences.toArray(Long[]::new))
                .replaceWithVoid();
    }

    /** Forgets how far the tenant's twins are. */
    public Uni<Void> clear(PgTx tx) {
        return tx.execute(CLEAR, tx.tenant()).replaceWithVoid();
    }

    /** What the twins could not be brought to, though the live figures are there. */
    public Uni<Optional<Incomplete>> incomplete(PgTx tx) {
        return tx.query(INCOMPLETE, tx.tenant(), consumers).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(incomplete(found.next())) : Optional.empty();
        });
    }

    private static Incomplete incomplete(Row row) {
        return new Incomplete(row.getLong("aggregates"), aggregate(row));
    }

    private static Aggregate aggregate(Row row) {
        return new Aggregate(row.getString("topic"), row.getUUID("aggregate_id"));
    }

    /** What a person gave up, so that it is in no figure. */
    public Uni<GivenUp> givenUp(PgTx tx) {
        return tx.query(DISCARDED, tx.tenant(), consumers).chain(discarded -> {
            var events = new HashSet<GivenUp.Event>();
            discarded.forEach(row ->
                    events.add(new GivenUp.Event(aggregate(row), row.getLong("sequence"), row.getUUID("event_id"))));
            return tx.query(SKIPPED, tx.tenant(), consumers).map(skipped -> {
                var sequences = new HashMap<Aggregate, List<GivenUp.Range>>();
                skipped.forEach(row -> sequences
                        .computeIfAbsent(aggregate(row), a -> new ArrayList<>())
                        .add(new GivenUp.Range(row.getLong("from_sequence"), row.getLong("to_sequence"))));
                return new GivenUp(events, sequences);
            });
        });
    }

    private static Uni<Map<UUID, Long>> sequences(PgTx tx, String sql, Object... parameters) {
        return tx.query(sql, parameters).map(rows -> {
            var sequences = new HashMap<UUID, Long>();
            rows.forEach(row -> sequences.put(row.getUUID("aggregate_id"), row.getLong("sequence")));
            return sequences;
        });
    }

    /**
     * Aggregates whose history the topics no longer hold.
     *
     * @param example one of them
     */
    public record Incomplete(long aggregates, Aggregate example) {}
}
