package io.receivables.chassis.events.freshness;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jboss.logging.Logger;

/**
 * Commits the offset of a batch as soon as the database has committed it; those of all partitions that follow within a tenth of a second go
 * together, because a commit costs the broker as much as a fetch. A commit that fails (in a rebalance, or while the broker is away) is
 * made again for the partitions that are still this instance's, and so is one that the broker has forgotten, when a job misses it. The
 * connector's own strategies never repeat one, and on a quiet topic the group would look behind until the next event.
 */
@ApplicationScoped
@Identifier(AppliedOffsets.STRATEGY)
public class AppliedOffsets implements KafkaCommitHandler.Factory {
    /** Name of the strategy in the channels' settings. */
    public static final String STRATEGY = "applied";

    private static final Logger LOG = Logger.getLogger(AppliedOffsets.class);
    private static final long NOTHING_YET = -1;
    private static final long REST_MS = 100;
    private static final long REST_AFTER_FAILURE_MS = 500;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<Channel> channels = new CopyOnWriteArrayList<>();

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration channel,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        var created =
                new Channel(String.valueOf(consumer.configuration().get("group.id")), consumer, vertx, reportFailure);
        channels.add(created);
        return created;
    }

    /** Commits again what this instance has applied and the broker does not know; other instances do so for theirs. */
    void commitAgain(String group, Map<TopicPosition, Long> committed) {
        channels.stream().filter(channel -> channel.group.equals(group)).forEach(channel -> channel.repeat(committed));
    }

    /** What one consumer has applied and committed; its methods are called from several threads. */
    private static final class Channel implements KafkaCommitHandler {
        private final String group;
        private final KafkaConsumer<?, ?> consumer;
        private final Vertx vertx;
        private final BiConsumer<Throwable, Boolean> reportFailure;
        /** By partition of this instance the next offset, {@link #NOTHING_YET} before the first batch. */
        private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();

        private final Set<TopicPartition> uncommitted = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean committing = new AtomicBoolean();

        Channel(String group, KafkaConsumer<?, ?> consumer, Vertx vertx, BiConsumer<Throwable, Boolean> reportFailure) {
            this.group = group;
            this.consumer = consumer;
            this.vertx = vertx;
            this.reportFailure = reportFailure;
        }

        @Override
        public void partitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> applied.put(partition, NOTHING_YET));
        }

        @Override
        public void partitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(applied::remove);
        }

        /** A batch that outlived its assignment is not committed: that could take the next owner's offset back. */
        @Override
        public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> last) {
            var partition = new TopicPartition(last.getTopic(), last.getPartition());
            long next = last.getOffset() + 1;
            if (applied.computeIfPresent(partition, (p, before) -> next) != null) {
                uncommitted.add(partition);
                commit();
            }
            return Uni.createFrom().voidItem().runSubscriptionOn(last::runOnMessageContext);
        }

        private void repeat(Map<TopicPosition, Long> committed) {
            committed.forEach((position, known) -> {
                var partition = new TopicPartition(position.topic(), position.partition());
                if (applied.getOrDefault(partition, NOTHING_YET) > known) {
                    uncommitted.add(partition);
                }
            });
            commit();
        }

        private void commit() {
            if (!uncommitted.isEmpty() && committing.compareAndSet(false, true)) {
                commitAll();
            }
        }

        private void commitAll() {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            uncommitted.forEach(partition -> {
                uncommitted.remove(partition);
                long next = applied.getOrDefault(partition, NOTHING_YET);
                if (next != NOTHING_YET) {
                    offsets.put(partition, new OffsetAndMetadata(next));
                }
            });
            consumer.commitAsync(offsets)
                    .ifNoItem()
                    .after(LONGEST)
                    .fail()
                    .subscribe()
                    .with(
                            done -> {
                                LOG.tracef("%s has committed %s", group, offsets);
                                rest(REST_MS);
                            },
                            failure -> {
                                LOG.debugf("%s could not commit %s: %s", group, offsets, failure);
                                endWhenSomebodyElseHasTheName(failure);
                                uncommitted.addAll(offsets.keySet());
                                rest(REST_AFTER_FAILURE_MS);
                            });
        }

        /** Two of one name put each other out, join again and do so for ever: one of them ends, and says why. */
        private void endWhenSomebodyElseHasTheName(Throwable failure) {
            if (failure instanceof FencedInstanceIdException) {
                LOG.errorf("Another instance has the name of this one (receivables.instance); %s reads no more", group);
                reportFailure.accept(failure, true);
            }
        }

        private void rest(long millis) {
            vertx.setTimer(millis, id -> {
                committing.set(false);
                commit();
            });
        }
    }
}
