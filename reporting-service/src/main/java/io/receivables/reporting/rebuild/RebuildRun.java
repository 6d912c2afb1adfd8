package io.receivables.reporting.rebuild;

import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.model.Replay;
import io.receivables.reporting.rebuild.store.RebuildStore;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** One rebuild at work: its topics are read and applied side by side, because no two of them change the same rows. */
final class RebuildRun {
    static final String ACTOR = "rebuild";

    private static final long REPORT_NANOS = Duration.ofMillis(250).toNanos();

    private final Rebuild rebuild;
    private final List<TopicRun> topics;
    private final RebuildStore store;
    private final AtomicLong reported = new AtomicLong();
    private volatile boolean failed;

    RebuildRun(Rebuild rebuild, List<TopicRun> topics, RebuildStore store) {
        this.rebuild = rebuild;
        this.topics = topics;
        this.store = store;
    }

    /** Reads to where the topics end now and applies all that the live figures hold by then. */
    Uni<Void> catchUp(Rebuild.Phase phase) {
        reported.set(System.nanoTime() - REPORT_NANOS);
        return all(topics.stream().map(TopicRun::aim).toList())
                .chain(() -> all(topics.stream()
                        .map(topic -> topic.catchUp(tx -> reportNowAndThen(tx, phase), () -> failed)
                                .onFailure()
                                .invoke(() -> failed = true))
                        .toList()));
    }

    /** When one fails the others come to an end as well. */
    private static Uni<Void> all(List<Uni<Void>> parts) {
        return Uni.join()
                .all(parts)
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(failure -> failure.getCauses().get(0))
                .replaceWithVoid();
    }

    Rebuild.Events events() {
        return new Rebuild.Events(sum(TopicRun::total), sum(TopicRun::read), sum(TopicRun::applied));
    }

    private long sum(ToLongFunction<TopicRun> part) {
        return topics.stream().mapToLong(part).sum();
    }

    /** The aggregates that the topics could not bring to where the live figures are. */
    List<Replay.Aggregate> incomplete(Map<Replay.Aggregate, Long> live) {
        return topics.stream().flatMap(topic -> topic.incomplete(live).stream()).toList();
    }

    Uni<Void> close() {
        return all(topics.stream().map(TopicRun::close).toList());
    }

    private Uni<Void> reportNowAndThen(PgTx tx, Rebuild.Phase phase) {
        long last = reported.get();
        long now = System.nanoTime();
        if (now - last < REPORT_NANOS || !reported.compareAndSet(last, now)) {
            return Uni.createFrom().voidItem();
        }
        return store.progress(tx, rebuild.rebuildId(), phase, events())
                .invoke(mine -> {
                    if (!mine) {
                        throw new IllegalStateException("The rebuild was ended from elsewhere.");
                    }
                })
                .replaceWithVoid();
    }
}
