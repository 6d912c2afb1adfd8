package io.receivables.chassis.events.freshness;

import io.receivables.chassis.time.SystemClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks the broker where topics end. Without an answer in time the end is unknown, never the last one known. */
@ApplicationScoped
public class LogEnds {
    private static final Logger LOG = Logger.getLogger(LogEnds.class);

    private final BrokerAdmin broker;
    private final SystemClock clock;
    private final Map<Set<String>, Asked> latest = new HashMap<>();

    public LogEnds(BrokerAdmin broker, SystemClock clock) {
        this.broker = broker;
        this.clock = clock;
    }

    /**
     * The ends of all partitions, or nothing when the broker did not answer in time; continues on the caller's context.
     *
     * @param shared for how long one answer of the broker serves everybody who asks for the same topics
     * @param patience for how long the caller waits
     */
    public Uni<Optional<LogEnd>> current(Collection<String> topics, Duration shared, Duration patience) {
        var context = Vertx.currentContext();
        var answer =
                asked(Set.copyOf(topics), shared).ifNoItem().after(patience).recoverWithItem(Optional.empty());
        return context == null ? answer : answer.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private synchronized Uni<Optional<LogEnd>> asked(Set<String> topics, Duration shared) {
        var now = clock.now();
        var known = latest.get(topics);
        if (known == null || Duration.between(known.at(), now).compareTo(shared) > 0) {
            known = new Asked(now, orNothing(read(topics)));
            latest.put(topics, known);
        }
        return known.answer();
    }

    private static Uni<Optional<LogEnd>> orNothing(Uni<LogEnd> answer) {
        return answer.map(Optional::of)
                .onFailure()
                .invoke(failure -> LOG.debugf("The ends of the topics are unknown: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .memoize()
                .indefinitely();
    }

    /** Asks anew; fails when the broker does not answer or does not know one of the topics. */
    Uni<LogEnd> read(Collection<String> topics) {
        return Uni.createFrom().deferred(() -> {
            var now = clock.now();
            return broker.ask(admin -> admin.describeTopics(topics).allTopicNames())
                    .map(described -> {
                        var partitions = new HashSet<TopicPosition>();
                        described.values().forEach(topic -> topic.partitions()
                                .forEach(p -> partitions.add(new TopicPosition(topic.name(), p.partition()))));
                        return partitions;
                    })
                    .chain(partitions -> offsets(partitions, OffsetSpec.latest()))
                    .map(ends -> new LogEnd(ends, now));
        });
    }

    /** Where partitions begin; later than zero when the broker has deleted old events. */
    Uni<Map<TopicPosition, Long>> beginnings(Collection<TopicPosition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    private Uni<Map<TopicPosition, Long>> offsets(Collection<TopicPosition> partitions, OffsetSpec which) {
        var question = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(p -> question.put(new TopicPartition(p.topic(), p.partition()), which));
        return broker.ask(admin -> admin.listOffsets(question).all()).map(answer -> {
            var offsets = new HashMap<TopicPosition, Long>();
            answer.forEach((p, found) -> offsets.put(new TopicPosition(p.topic(), p.partition()), found.offset()));
            return Map.copyOf(offsets);
        });
    }

    private record Asked(Instant at, Uni<Optional<LogEnd>> answer) {}
}
