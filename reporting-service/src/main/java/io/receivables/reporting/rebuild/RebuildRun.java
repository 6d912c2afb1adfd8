package io.receivables.reporting.rebuild;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.model.Replay;
import io.receivables.reporting.rebuild.store.LiveProgress;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.receivables.reporting.rebuild.store.TwinTables;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One rebuild at work: what was read, what waits, and how to bring the twins to where the live figures are. */
final class RebuildRun {
    static final String ACTOR = "rebuild";

    private final String tenant;
    private final UUID id;
    private final TopicReader reader;
    private final Replay replay;
    private final Tools tools;
    private final Map<String, Projection> byTopic;
    private long total;
    private long applied;

    /** What every rebuild works with. */
    record Tools(
            Transactions transactions,
            Projections projections,
            TwinTables twins,
            LiveProgress live,
            RebuildStore store) {}

    RebuildRun(String tenant, UUID id, TopicReader reader, Replay replay, Tools tools) {
        this.tenant = tenant;
        this.id = id;
        this.reader = reader;
        this.replay = replay;
        this.tools = tools;
        this.byTopic = tools.projections().all().stream().collect(Collectors.toMap(Projection::topic, p -> p));
    }

    /** Reads to where the topics end now and applies all that the live figures hold by then. */
    Uni<Void> catchUp(Rebuild.Phase phase) {
        return reader.aimAtEnd()
                .invoke(remaining -> total = reader.read() + remaining)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> step(phase))
                        .until(atEnd -> atEnd)
                        .collect()
                        .last())
                .chain(() -> applyWaiting(phase))
                .replaceWithVoid();
    }

    Rebuild.Events events() {
        return new Rebuild.Events(Math.max(total, reader.read()), reader.read(), applied);
    }

    /** The aggregates that the topics could not bring to where the live figures are. */
    List<Replay.Aggregate> incomplete(Map<Replay.Aggregate, Long> live) {
        return replay.incomplete(live);
    }

    private Uni<Boolean> step(Rebuild.Phase phase) {
        return reader.next()
                .invoke(replay::read)
                .chain(events -> events.isEmpty() ? Uni.createFrom().voidItem() : applyWaiting(phase))
                .chain(reader::atEnd);
    }

    private Uni<Void> applyWaiting(Rebuild.Phase phase) {
        return tools.transactions()
                .forTenant(tenant, ACTOR, tx -> tools.live()
                        .of(tx, replay.waiting())
                        .map(replay::next)
                        .call(events -> apply(tx, events))
                        .invoke(events -> applied += events.size())
                        .call(() -> report(tx, phase)))
                .replaceWithVoid();
    }

    private Uni<Void> apply(PgTx tx, List<ReceivedEvent> events) {
        var topics = events.stream()
                .collect(Collectors.groupingBy(event -> event.origin().topic()));
        return Multi.createFrom()
                .iterable(topics.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> tools.twins().project(tx, byTopic.get(entry.getKey()), entry.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> report(PgTx tx, Rebuild.Phase phase) {
        return tools.store()
                .progress(tx, id, phase, events())
                .invoke(mine -> {
                    if (!mine) {
                        throw new IllegalStateException("The rebuild was ended from elsewhere.");
                    }
                })
                .replaceWithVoid();
    }
}
