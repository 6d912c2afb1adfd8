package io.receivables.chassis.events.freshness;

import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.time.SystemClock;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Tells a job whether this service has applied everything that was in its topics, so that it does not act on old data:
 * after an outage a job would otherwise run before the backlog is read.
 *
 * <p>The truth is what the consumer groups have committed, whichever instance has the partition. Topics must be neither
 * compacted nor written in transactions: their last offsets would never be committed, and the job would wait for ever.
 * What another service has not published yet cannot be known here.
 */
@ApplicationScoped
public class Freshness {
    private final LogEnds ends;
    private final CommittedOffsets committed;
    private final AppliedOffsets applied;
    private final SystemClock clock;
    private final MeterRegistry metrics;
    private final Config config;

    Freshness(
            LogEnds ends,
            CommittedOffsets committed,
            @Identifier(AppliedOffsets.STRATEGY) AppliedOffsets applied,
            SystemClock clock,
            MeterRegistry metrics,
            Config config) {
        this.ends = ends;
        this.committed = committed;
        this.applied = applied;
        this.clock = clock;
        this.metrics = metrics;
        this.config = config;
    }

    /** The gate of a job, which looks at some of this service's incoming channels. */
    public FreshnessGate gate(String job, String... channels) {
        var feeds = Arrays.stream(channels).map(this::feed).toList();
        return new FreshnessGate(this, feeds, new HeldBack(job, clock, metrics), clock);
    }

    private Feed feed(String channel) {
        var settings = "mp.messaging.incoming." + channel;
        return new Feed(
                config.getValue(settings + ".topic", String.class),
                config.getValue(settings + ".group.id", String.class));
    }

    /** Where the topics end now; fails when the broker does not say so in time. */
    Uni<LogEnd> end(List<Feed> feeds, Duration patience) {
        return ends.read(feeds.stream().map(Feed::topic).distinct().toList())
                .ifNoItem()
                .after(patience)
                .fail();
    }

    /** What was in the topics at their end and is not committed. */
    Uni<Backlog> backlog(List<Feed> feeds, LogEnd end) {
        return committed.of(feeds.stream().map(Feed::group).toList()).map(groups -> Backlog.of(feeds, end, groups));
    }

    /** Takes out partitions whose events the broker has deleted: nothing is left there to be read. */
    Uni<Backlog> withoutDeleted(Backlog backlog) {
        return ends.beginnings(backlog.partitions()).map(backlog::from);
    }

    void commitAgain(Backlog backlog) {
        backlog.missing().forEach((feed, read) -> applied.commitAgain(feed.group(), read));
    }
}
