package io.receivables.local.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether everything that was committed has been published and sealed, and everything that was published has been consumed. */
public final class Quiet {

    private static final long LOOK_NANOS = 25_000_000;
    private static final String PENDING =
            "select (select count(*) from outbox where published_at is null) + (select count(*) from audit_unsealed)";

    private final LocalSystem system;
    private final ServiceTables tables;

    public Quiet(LocalSystem system) {
        this.system = system;
        this.tables = new ServiceTables(system);
    }

    /** Waits until it is quiet; answers whether it became so within the limit. */
    public boolean await(Duration limit) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()))) {
            long end = System.nanoTime() + limit.toNanos();
            long looked = System.nanoTime();
            while (!(published() && consumed(admin))) {
                if (System.nanoTime() > end) {
                    return false;
                }
                // Looking takes at most half of the time, however slow the machine is.
                LockSupport.parkNanos(Math.max(LOOK_NANOS, System.nanoTime() - looked));
                looked = System.nanoTime();
            }
            return true;
        }
    }

    private boolean published() {
        for (ServiceName service : ServiceName.values()) {
            if (tables.number(service, PENDING) > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean consumed(Admin admin) {
        try {
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = committed(admin);
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            groups.values().forEach(offsets -> offsets.keySet().forEach(p -> wanted.put(p, OffsetSpec.latest())));
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

    /** One request for all groups: there are dozens, and asking is not to take the processor from those that are waited for. */
    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        for (GroupListing group :
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get()) {
            all.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
        }
        return all.isEmpty()
                ? Map.of()
                : admin.listConsumerGroupOffsets(all).all().get();
    }
}
