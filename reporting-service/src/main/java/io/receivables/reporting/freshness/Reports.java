package io.receivables.reporting.freshness;

import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.freshness.LogEnd;
import io.receivables.chassis.events.freshness.LogEnds;
import io.receivables.chassis.events.freshness.ReadPosition;
import io.receivables.chassis.events.freshness.Staleness;
import io.receivables.chassis.events.freshness.TopicPosition;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.projection.Projections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Answers reports: all figures of an answer come from one snapshot of the database, and so do the positions by which
 * their age is judged. The broker is asked for the ends of the topics before that snapshot is taken.
 */
@ApplicationScoped
public class Reports {
    private static final String POSITIONS =
            "select topic, partition_no, next_offset, recorded_at from projection_offsets where tenant_id = '*'";
    private static final String TENANT =
            """
            select (select max(recorded_at) from projection_progress where tenant_id = $1) as recorded_at,
                   (select count(*) from parked_events where tenant_id = $1 and resolved_at is null) as parked""";
    /** A text of its own: a connection keeps one plan for each, and this one was made for lookups. */
    private static final String TENANT_BY_KEYS = "/* by keys */ " + TENANT;

    private final LogEnds ends;
    private final Projections projections;
    private final ReportingConfig.Freshness config;
    private final Snapshots snapshots;
    private final SystemClock clock;
    private final Map<TopicPosition, Instant> seenComplete = new ConcurrentHashMap<>();

    Reports(LogEnds ends, Projections projections, ReportingConfig config, Snapshots snapshots, SystemClock clock) {
        this.ends = ends;
        this.projections = projections;
        this.config = config.freshness();
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Runs the queries of a report and hands it the freshness of what they read. */
    public <T> Uni<T> answer(Caller caller, BiFunction<PgTx, Freshness, Uni<T>> report) {
        return end().chain(end -> snapshots.read(caller, tx -> answer(tx, end, TENANT, report)));
    }

    /** The same for a report whose queries find all their rows by keys, those of one customer for example. */
    public <T> Uni<T> answerByKeys(Caller caller, BiFunction<PgTx, Freshness, Uni<T>> report) {
        return end().chain(end -> snapshots.readByKeys(caller, tx -> answer(tx, end, TENANT_BY_KEYS, report)));
    }

    private <T> Uni<T> answer(
            PgTx tx, Optional<LogEnd> end, String ofTenant, BiFunction<PgTx, Freshness, Uni<T>> report) {
        return freshness(tx, end, ofTenant).chain(freshness -> report.apply(tx, freshness));
    }

    /** Notes which partitions are read to their end, so that the age is known when the broker falls silent. */
    Uni<Void> observe() {
        return end().chain(end ->
                        snapshots.readAll("freshness", tx -> positions(tx).invoke(read -> note(end, read))))
                .replaceWithVoid();
    }

    private Uni<Optional<LogEnd>> end() {
        return ends.current(projections.topics(), config.cache(), config.patience());
    }

    private Uni<Freshness> freshness(PgTx tx, Optional<LogEnd> end, String ofTenant) {
        return positions(tx)
                .invoke(read -> note(end, read))
                .map(read -> Staleness.judge(end, read, seenComplete, clock.now()))
                .chain(staleness -> tx.query(ofTenant, tx.tenant()).map(rows -> {
                    var row = rows.iterator().next();
                    var recordedAt = Optional.ofNullable(row.getOffsetDateTime("recorded_at"));
                    return Freshness.of(staleness, recordedAt.map(OffsetDateTime::toInstant), row.getLong("parked"));
                }));
    }

    private static Uni<Map<TopicPosition, ReadPosition>> positions(PgTx tx) {
        return tx.query(POSITIONS).map(rows -> {
            var positions = new HashMap<TopicPosition, ReadPosition>();
            for (Row row : rows) {
                positions.put(
                        new TopicPosition(row.getString("topic"), row.getInteger("partition_no")),
                        new ReadPosition(
                                row.getLong("next_offset"),
                                row.getOffsetDateTime("recorded_at").toInstant()));
            }
            return positions;
        });
    }

    private void note(Optional<LogEnd> end, Map<TopicPosition, ReadPosition> read) {
        end.ifPresent(known -> known.next().keySet().stream()
                .filter(partition -> Staleness.complete(known, partition, read))
                .forEach(
                        partition -> seenComplete.merge(partition, known.checkedAt(), (a, b) -> a.isAfter(b) ? a : b)));
    }
}
