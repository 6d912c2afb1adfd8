package io.receivables.reporting.rebuild;

import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * One rebuild at work: its topics are read and applied side by side. What one of them writes no other one changes; where two add the same row
 * they take such rows in the same order.
 */
final class RebuildRun {
    static final String ACTOR = "rebuild";

    private static final Logger LOG = Logger.getLogger(RebuildRun.class);

    /** Topics at work at once, each of which needs a connection: the service has others to serve. */
    private static final int SIDE_BY_SIDE = 3;

    private static final long REPORT_NANOS = Duration.ofMillis(250).toNanos();
    private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Rebuild rebuild;
    private final List<TopicRun> topics;
    private final RebuildStore store;
    private final AtomicLong reported = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    RebuildRun(Rebuild rebuild, List<TopicRun> topics, RebuildStore store) {
        this.rebuild = rebuild;
        this.topics = topics;
        this.store = store;
    }

    /**
     * Reads to where the topics end now and applies all that the live figures hold by then. When a topic fails the others come to an end, and
     * so does the rebuild: what the topic had taken out is gone.
     */
    Uni<Void> catchUp(Rebuild.Phase phase) {
        if (failure.get() != null) {
            return Uni.createFrom()
                    .failure(new IllegalStateException(
                            "The rebuild gave up: " + failure.get().getMessage()));
        }
        reported.set(System.nanoTime() - REPORT_NANOS);
        var watch = new Phased(phase);
        return all(TopicRun::aim)
                .chain(() -> all(topic -> topic.catchUp(watch).onFailure().invoke(f -> failed(topic, f))));
    }

    private void failed(TopicRun topic, Throwable cause) {
        LOG.warnf("The rebuild %s fails on %s: %s", rebuild.rebuildId(), topic.topic(), cause);
        failure.compareAndSet(null, cause);
    }

    /** Does it for every topic, also after one has failed; fails as the first of them did. */
    private Uni<Void> all(Function<TopicRun, Uni<Void>> work) {
        return Uni.join()
                .all(topics.stream().map(work).toList())
                .usingConcurrencyOf(SIDE_BY_SIDE)
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(failures -> failures.getCauses().get(0))
                .replaceWithVoid();
    }

    Rebuild.Events events() {
        return new Rebuild.Events(sum(TopicRun::total), sum(TopicRun::read), sum(TopicRun::applied));
    }

    private long sum(ToLongFunction<TopicRun> part) {
        return topics.stream().mapToLong(part).sum();
    }

    Uni<Void> close() {
        return all(TopicRun::close);
    }

    /** What the topics have to heed in one phase. */
    private final class Phased implements TopicRun.Watch {
        private final Rebuild.Phase phase;

        Phased(Rebuild.Phase phase) {
            this.phase = phase;
        }

        @Override
        public boolean isOver() {
            return failure.get() != null;
        }

        @Override
        public boolean liveStands() {
            return phase == Rebuild.Phase.COMPARING;
        }

        @Override
        public boolean isSilent() {
            return System.nanoTime() - reported.get() > SILENT_NANOS;
        }

        @Override
        public Uni<Void> end(PgTx tx) {
            long last = reported.get();
            long now = System.nanoTime();
            boolean due = now - last >= REPORT_NANOS && reported.compareAndSet(last, now);
            var mine = due
                    ? store.progress(tx, rebuild.rebuildId(), phase, events())
                    : store.isRunning(tx, rebuild.rebuildId());
            return mine.invoke(RebuildRun::require).replaceWithVoid();
        }
    }

    /** The twins may belong to another rebuild by now. */
    static void require(boolean mine) {
        if (!mine) {
            throw new IllegalStateException("The rebuild was ended from elsewhere.");
        }
    }
}
