package io.receivables.chassis.events.freshness;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;

/**
 * How far the consumer groups have got, as the broker keeps it for all instances together. An offset is committed after
 * the database has committed what was read, so that it may lag what is applied but never lead it.
 */
@ApplicationScoped
public class CommittedOffsets {
    private final BrokerAdmin broker;

    CommittedOffsets(BrokerAdmin broker) {
        this.broker = broker;
    }

    /** The next offset of each group and partition; what a group never committed is absent. One question for all groups. */
    Uni<Map<String, Map<TopicPosition, Long>>> of(Collection<String> groups) {
        var question = groups.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        return broker.ask(admin -> admin.listConsumerGroupOffsets(question).all())
                .map(answer -> {
                    var committed = new HashMap<String, Map<TopicPosition, Long>>();
                    answer.forEach((group, offsets) -> {
                        var next = new HashMap<TopicPosition, Long>();
                        offsets.forEach((partition, offset) -> {
                            if (offset != null) {
                                next.put(new TopicPosition(partition.topic(), partition.partition()), offset.offset());
                            }
                        });
                        committed.put(group, next);
                    });
                    return committed;
                });
    }
}
