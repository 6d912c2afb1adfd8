package io.receivables.reporting.freshness;

import io.receivables.chassis.time.SystemClock;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.freshness.model.LogEnd;
import io.receivables.reporting.freshness.model.TopicPosition;
import io.receivables.reporting.projection.Projections;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Asks the broker where the topics of this service end, at most once per configured interval however many requests
 * come. Without an answer in time the end is unknown, never the last one known.
 */
@ApplicationScoped
public class LogEnds {
    private static final Logger LOG = Logger.getLogger(LogEnds.class);

    private final Map<String, Object> settings = new HashMap<>();
    private final Projections projections;
    private final ReportingConfig.Freshness config;
    private final SystemClock clock;
    private Admin admin;
    private Uni<Optional<LogEnd>> latest;
    private Instant askedAt = Instant.MIN;

    LogEnds(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            Projections projections,
            ReportingConfig config,
            SystemClock clock) {
        broker.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                settings.put(key, value);
            }
        });
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000);
        this.projections = projections;
        this.config = config.freshness();
        this.clock = clock;
    }

    /** The ends of all partitions, or nothing when the broker did not answer in time; continues on the caller's thread. */
    public Uni<Optional<LogEnd>> current() {
        var context = Vertx.currentContext();
        var answer = asked().ifNoItem().after(config.patience()).recoverWithItem(Optional.empty());
        return context == null ? answer : answer.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private synchronized Uni<Optional<LogEnd>> asked() {
        var now = clock.now();
        if (latest == null || Duration.between(askedAt, now).compareTo(config.cache()) > 0) {
            askedAt = now;
            latest = ask(now).memoize().indefinitely();
        }
        return latest;
    }

    private Uni<Optional<LogEnd>> ask(Instant now) {
        return partitions()
                .chain(partitions -> Uni.createFrom()
                        .completionStage(
                                () -> admin().listOffsets(partitions).all().toCompletionStage()))
                .map(ends -> {
                    var next = new HashMap<TopicPosition, Long>();
                    ends.forEach((partition, end) ->
                            next.put(new TopicPosition(partition.topic(), partition.partition()), end.offset()));
                    return Optional.of(new LogEnd(Map.copyOf(next), now));
                })
                .onFailure()
                .invoke(failure -> LOG.debugf("The ends of the topics are unknown: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Map<TopicPartition, OffsetSpec>> partitions() {
        return Uni.createFrom()
                .completionStage(() -> admin().describeTopics(projections.topics())
                        .allTopicNames()
                        .toCompletionStage())
                .map(topics -> {
                    var partitions = new HashMap<TopicPartition, OffsetSpec>();
                    topics.values().forEach(topic -> topic.partitions()
                            .forEach(p -> partitions.put(
                                    new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest())));
                    return partitions;
                });
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
