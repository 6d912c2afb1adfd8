package io.receivables.reporting.rebuild.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.rebuild.model.GivenUp;
import io.receivables.reporting.rebuild.model.Replay.Aggregate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How far the live figures are, as the inbox has it. */
@ApplicationScoped
public class LiveProgress {
    private static final String SOME =
            """
            select topic, aggregate_id, sequence from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = $3 and aggregate_id = any($4)""";
    private static final String ALL =
            "/* reads all: a rebuild */ select topic, aggregate_id, sequence from inbox_positions where tenant_id = $1 and consumer = any($2)";
    private static final String DISCARDED =
            """
            select event_id from parked_events
             where tenant_id = $1 and consumer = any($2) and resolution = 'DISCARDED' and event_id is not null""";
    private static final String SKIPPED =
            """
            select topic, aggregate_id, from_sequence, to_sequence from inbox_skips
             where tenant_id = $1 and consumer = any($2)""";

    private final String[] consumers;

    LiveProgress(Projections projections) {
        this.consumers = projections.all().stream().map(Projection::consumer).toArray(String[]::new);
    }

    /** Of aggregates of the projection's topic. */
    public Uni<Map<Aggregate, Long>> of(PgTx tx, Projection projection, Collection<Aggregate> aggregates) {
        var ids = aggregates.stream().map(Aggregate::id).toArray(UUID[]::new);
        return positions(tx, SOME, tx.tenant(), projection.consumer(), projection.topic(), ids);
    }

    public Uni<Map<Aggregate, Long>> ofAll(PgTx tx) {
        return positions(tx, ALL, tx.tenant(), consumers);
    }

    /** What a person gave up, so that it is in no figure. */
    public Uni<GivenUp> givenUp(PgTx tx) {
        return tx.query(DISCARDED, tx.tenant(), consumers).chain(discarded -> {
            var ids = new HashSet<UUID>();
            discarded.forEach(row -> ids.add(row.getUUID(0)));
            return tx.query(SKIPPED, tx.tenant(), consumers).map(skipped -> {
                var sequences = new HashMap<Aggregate, List<GivenUp.Range>>();
                skipped.forEach(row -> sequences
                        .computeIfAbsent(
                                new Aggregate(row.getString("topic"), row.getUUID("aggregate_id")),
                                a -> new ArrayList<>())
                        .add(new GivenUp.Range(row.getLong("from_sequence"), row.getLong("to_sequence"))));
                return new GivenUp(ids, sequences);
            });
        });
    }

    private static Uni<Map<Aggregate, Long>> positions(PgTx tx, String sql, Object... parameters) {
        return tx.query(sql, parameters).map(rows -> {
            var positions = new HashMap<Aggregate, Long>();
            rows.forEach(row -> positions.put(
                    new Aggregate(row.getString("topic"), row.getUUID("aggregate_id")), row.getLong("sequence")));
            return positions;
        });
    }
}
