package io.receivables.reporting.rebuild;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.rebuild.model.Replay;
import io.receivables.reporting.rebuild.store.LiveProgress;
import io.receivables.reporting.rebuild.store.TwinTables;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One topic of a rebuild: what of it was read, what waits, and how to bring its twins to where the live figures are. */
final class TopicRun {
    private final String tenant;
    private final Projection projection;
    private final TopicReader reader;
    private final Replay replay;
    private final Tools tools;
    private volatile long total;
    private volatile long read;
    private volatile long applied;

    /** What every topic works with. */
    record Tools(Transactions transactions, TwinTables twins, LiveProgress live) {}

    TopicRun(String tenant, Projection projection, TopicReader reader, Replay replay, Tools tools) {
        this.tenant = tenant;
        this.projection = projection;
        this.reader = reader;
        this.replay = replay;
        this.tools = tools;
    }

    /** Sets the goal: where the topic ends now. */
    Uni<Void> aim() {
        return reader.aimAtEnd()
                .invoke(remaining -> total = reader.read() + remaining)
                .replaceWithVoid();
    }

    /**
     * Reads to the goal and applies all that the live figures hold by then.
     *
     * @param report runs at the end of every transaction
     * @param givenUp whether it is to end where it is
     */
    Uni<Void> catchUp(Function<PgTx, Uni<Void>> report, BooleanSupplier givenUp) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(report))
                .until(atEnd -> atEnd || givenUp.getAsBoolean())
                .collect()
                .last()
                .chain(() -> applyWaiting(report));
    }

    /** Events of all tenants that there are, as far as known. */
    long total() {
        return Math.max(total, read);
    }

    /** Events of all tenants so far. */
    long read() {
        return read;
    }

    /** Events of the tenant so far. */
    long applied() {
        return applied;
    }

    /** The aggregates that the topic could not bring to where the live figures are. */
    List<Replay.Aggregate> incomplete(Map<Replay.Aggregate, Long> live) {
        var here = live.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(projection.topic()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return replay.incomplete(here);
    }

    Uni<Void> close() {
        return reader.close();
    }

    private Uni<Boolean> step(Function<PgTx, Uni<Void>> report) {
        return reader.next()
                .invoke(replay::read)
                .invoke(() -> read = reader.read())
                .chain(events -> events.isEmpty() ? Uni.createFrom().voidItem() : applyWaiting(report))
                .chain(reader::atEnd);
    }

    /** A transaction that is tried again applies what it took out before. */
    private Uni<Void> applyWaiting(Function<PgTx, Uni<Void>> report) {
        var taken = new AtomicReference<List<ReceivedEvent>>();
        return tools.transactions()
                .forTenant(tenant, RebuildRun.ACTOR, tx -> take(tx, taken)
                        .chain(events -> tools.twins().project(tx, projection, events))
                        .chain(() -> report.apply(tx)))
                .invoke(() -> applied += taken.get().size());
    }

    private Uni<List<ReceivedEvent>> take(PgTx tx, AtomicReference<List<ReceivedEvent>> taken) {
        if (taken.get() != null) {
            return Uni.createFrom().item(taken.get());
        }
        return tools.live()
                .of(tx, projection, replay.waiting())
                .map(replay::next)
                .invoke(taken::set);
    }
}
