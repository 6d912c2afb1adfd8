package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.history.Pauses;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether everything that was committed has been published and sealed, and everything that was published has been consumed. */
public final class Quiet {

    private static final String PENDING =
            "select (select count(*) from outbox where published_at is null) + (select count(*) from audit_unsealed)";

    private final LocalSystem system;
    private final Books books;

    public Quiet(LocalSystem system) {
        this.system = system;
        this.books = new Books(system);
    }

    /** Waits until it is quiet; answers whether it became so within the limit. */
    public boolean await(Duration limit) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()))) {
            return Pauses.until(limit, () -> published() && consumed(admin));
        }
    }

    private boolean published() {
        for (ServiceName service : ServiceName.values()) {
            if (books.number(service, PENDING) > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean consumed(Admin admin) {
        try {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
            for (GroupListing group : admin.listGroups(ListGroupsOptions.forConsumerGroups())
                    .all()
                    .get()) {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get();
                groups.put(group.groupId(), committed);
                committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            }
            var ends = admin.listOffsets(wanted).all().get();
            return groups.values().stream()
                    .flatMap(committed -> committed.entrySet().stream())
                    .filter(entry -> entry.getValue() != null)
                    .allMatch(entry -> entry.getValue().offset()
                            >= ends.get(entry.getKey()).offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return false;
        }
    }
}
