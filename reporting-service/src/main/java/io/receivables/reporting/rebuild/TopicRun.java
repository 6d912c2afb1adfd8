package io.receivables.reporting.rebuild;

import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.rebuild.model.Replay;
import io.receivables.reporting.rebuild.store.Positions;
import io.receivables.reporting.rebuild.store.TwinTables;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One topic of a rebuild: what of it was read, what waits, and how to bring its twins to where the live figures are. */
final class TopicRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** For how long it waits for live figures that do not move. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final String tenant;
    private final Projection projection;
    private final TopicReader reader;
    private final Replay replay;
    private final Tools tools;
    private volatile long total;
    private volatile long read;
    private volatile long applied;
    private volatile long moved = System.nanoTime();

    /** What every topic works with. */
    record Tools(Transactions transactions, TwinTables twins, Positions positions) {}

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

    /** What a topic has to heed while it catches up. */
    interface Watch {
        /** Whether it is to end where it is. */
        boolean isOver();

        /** Whether the live figures do not move any more. */
        boolean liveStands();

        /** Whether nobody has said for long that the rebuild is alive. */
        boolean isSilent();

        /** The last statement of every transaction: fails it when the rebuild was ended from elsewhere. */
        Uni<Void> end(PgTx tx);
    }

    /** Reads to the goal and applies all that the live figures hold by then. */
    Uni<Void> catchUp(Watch watch) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> moved = System.nanoTime())
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> step(watch))
                        .until(atEnd -> atEnd || watch.isOver())
                        .collect()
                        .last())
                .chain(() -> watch.isOver() ? Uni.createFrom().voidItem() : applyWaiting(watch));
    }

    String topic() {
        return projection.topic();
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

    Uni<Void> close() {
        return reader.close();
    }

    private Uni<Boolean> step(Watch watch) {
        return replay.isFull() ? awaitLive(watch).replaceWith(false) : readOn(watch);
    }

    /** Reads no further until the live figures hold some of what waits; when they stand, what they do not hold is dropped. */
    private Uni<Void> awaitLive(Watch watch) {
        if (watch.liveStands()) {
            return applyWaiting(watch).invoke(this::refuseFull);
        }
        if (System.nanoTime() - moved > PATIENCE_NANOS) {
            refuseFull();
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN).chain(() -> applyWaiting(watch));
    }

    private void refuseFull() {
        if (replay.isFull()) {
            throw new IllegalStateException(replay.cause());
        }
    }

    private Uni<Boolean> readOn(Watch watch) {
        moved = System.nanoTime();
        return reader.next()
                .invoke(replay::read)
                .invoke(() -> read = reader.read())
                .chain(events ->
                        events.isEmpty() && !watch.isSilent() ? Uni.createFrom().voidItem() : applyWaiting(watch))
                .chain(reader::atEnd);
    }

    /** A transaction that is tried again applies what it took out before. */
    private Uni<Void> applyWaiting(Watch watch) {
        var taken = new AtomicReference<Replay.Step>();
        return tools.transactions()
                .byKeys(tenant, RebuildRun.ACTOR, tx -> tools.twins()
                        .divert(tx)
                        .chain(() -> take(tx, taken, watch))
                        .chain(step -> projection.project(tx, step.events()).chain(() -> tools.positions()
                                .save(tx, projection, step.replayed())))
                        .chain(() -> watch.end(tx)))
                .invoke(() -> applied(taken.get().events().size()));
    }

    private void applied(int events) {
        if (events > 0) {
            applied += events;
            moved = System.nanoTime();
        }
    }

    private Uni<Replay.Step> take(PgTx tx, AtomicReference<Replay.Step> taken, Watch watch) {
        if (taken.get() != null) {
            return Uni.createFrom().item(taken.get());
        }
        return tools.positions()
                .of(tx, projection, replay.waiting())
                .map(positions -> replay.next(positions, watch.liveStands()))
                .invoke(taken::set);
    }
}
