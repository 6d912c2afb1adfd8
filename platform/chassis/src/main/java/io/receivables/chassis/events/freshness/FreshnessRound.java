package io.receivables.chassis.events.freshness;

import io.receivables.chassis.time.SystemClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What one run of a job knows about the age of its data. The broker is asked once for all partitions, and again when the
 * answer has become old in a long run; a run that was refused stays refused, the next one asks anew.
 */
public final class FreshnessRound {
    /** A backlog of this size in time is waited for; during a longer one the job gives way to other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** For how long a run acts on one answer. */
    private static final Duration SHARED = Duration.ofSeconds(10);
    /** From here on a commit counts as lost, not as on its way. */
    private static final Duration COMMIT_IS_LATE = Duration.ofMillis(500);

    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration LAST_LOOK = Duration.ofMillis(250);
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(3);

    private final Freshness freshness;
    private final List<Feed> feeds;
    private final HeldBack heldBack;
    private final SystemClock clock;
    private Instant askedAt = Instant.MIN;
    private boolean refused;
    private Uni<Optional<Instant>> answer;

    FreshnessRound(Freshness freshness, List<Feed> feeds, HeldBack heldBack, SystemClock clock) {
        this.freshness = freshness;
        this.feeds = feeds;
        this.heldBack = heldBack;
        this.clock = clock;
    }

    /**
     * An instant, not before the first question of this run, such that everything that was in the topics then is
     * applied; nothing when the job has to wait, because events are missing or the broker does not say. Never fails.
     */
    public synchronized Uni<Optional<Instant>> asOf() {
        var now = clock.now();
        if (answer == null || !refused && Duration.between(askedAt, now).compareTo(SHARED) > 0) {
            askedAt = now;
            answer = ask(now).memoize().indefinitely();
        }
        return answer;
    }

    private Uni<Optional<Instant>> ask(Instant start) {
        return freshness
                .end(feeds, BROKER_PATIENCE)
                .chain(end -> reach(end, start, FIRST_LOOK))
                .onFailure()
                .recoverWithItem(this::unknown)
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Uni<Optional<Instant>> reach(LogEnd end, Instant start, Duration pause) {
        return freshness.backlog(feeds, end).chain(found -> found.isEmpty() ? open(end) : wait(found, start, pause));
    }

    private Uni<Optional<Instant>> wait(Backlog found, Instant start, Duration pause) {
        return freshness.withoutDeleted(found).chain(backlog -> {
            var waited = Duration.between(start, clock.now());
            if (backlog.isEmpty()) {
                return open(found.end());
            }
            if (waited.compareTo(PATIENCE) > 0) {
                return refuse(HeldBack.Reason.BEHIND, "not read yet: " + backlog.describe());
            }
            if (waited.compareTo(COMMIT_IS_LATE) > 0) {
                freshness.commitAgain(backlog);
            }
            var next = pause.multipliedBy(2);
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .chain(() -> reach(found.end(), start, next.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : next));
        });
    }

    private Uni<Optional<Instant>> open(LogEnd end) {
        heldBack.goesOn();
        return Uni.createFrom().item(Optional.of(end.checkedAt()));
    }

    private Uni<Optional<Instant>> refuse(HeldBack.Reason reason, String detail) {
        return Uni.createFrom().item(closed(reason, detail));
    }

    private Optional<Instant> unknown(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                ? closed(HeldBack.Reason.TOPIC_MISSING, "a topic does not exist: " + failure.getMessage())
                : closed(HeldBack.Reason.BROKER_SILENT, "the broker does not say where the topics end: " + failure);
    }

    private synchronized Optional<Instant> closed(HeldBack.Reason reason, String detail) {
        refused = true;
        heldBack.waits(askedAt, reason, detail);
        return Optional.empty();
    }
}
