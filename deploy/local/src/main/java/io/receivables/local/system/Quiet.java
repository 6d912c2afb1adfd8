package io.receivables.local.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Whether everything that was committed has been published and sealed, and everything that was published has been consumed. */
public final class Quiet {

    private static final long LOOK_NANOS = 25_000_000;
    private static final String PENDING =
            """
            select (select count(*) from (select from outbox_unpublished limit 1000) as waiting)
                   + (select count(*) from (select from audit_unsealed limit 1000) as waiting)""";

    private final LocalSystem system;
    private final ServiceTables tables;
    /** Groups that were seen with members; a broker that lost everything does not know them until they are back. */
    private final Set<String> known = new TreeSet<>();

    public Quiet(LocalSystem system) {
        this.system = system;
        this.tables = new ServiceTables(system);
    }

    /** Waits until it is quiet; answers whether it became so within the limit. */
    public boolean await(Duration limit) {
        try (Admin admin = admin()) {
            long end = System.nanoTime() + limit.toNanos();
            long looked = System.nanoTime();
            while (!nothingMoves(admin)) {
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

    /** What was read may have made something to publish after that was looked at; what was read by then did so before it is looked at again. */
    private boolean nothingMoves(Admin admin) {
        return unpublished().isEmpty()
                && unread(admin).isEmpty()
                && unpublished().isEmpty()
                && unread(admin).isEmpty();
    }

    /** What has not been published, sealed or consumed at this moment; for a person to read. */
    public String left() {
        try (Admin admin = admin()) {
            List<String> left = new ArrayList<>(unpublished());
            left.addAll(unread(admin));
            return left.isEmpty() ? "nothing is left to do" : String.join(", ", left);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()));
    }

    private List<String> unpublished() {
        for (ServiceName service : ServiceName.values()) {
            long pending = tables.number(service, PENDING);
            if (pending > 0) {
                return List.of(service.id() + "-service has not published or sealed at least " + pending);
            }
        }
        return List.of();
    }

    /** Partitions that are somebody's to read and not read to their end. */
    private List<String> unread(Admin admin) {
        try {
            Map<String, Map<TopicPartition, Long>> read = positions(admin);
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            read.values().forEach(offsets -> offsets.keySet().forEach(p -> wanted.put(p, OffsetSpec.latest())));
            var ends = admin.listOffsets(wanted).all().get();
            List<String> unread = new ArrayList<>();
            known.stream()
                    .filter(group -> !read.containsKey(group))
                    .forEach(group -> unread.add(group + " has not come back"));
            read.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
                long end = ends.get(partition).offset();
                if (offset < end) {
                    unread.add(group + " is at " + offset + " of " + end + " in " + partition);
                }
            }));
            return unread;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted");
        } catch (ExecutionException e) {
            return List.of("the broker does not tell: " + e.getCause());
        }
    }

    /**
     * How far each group has read, 0 where it has a partition and never committed anything of it. Two requests for all groups: there are
     * dozens, and asking is not to take the processor from those that are waited for.
     */
    private Map<String, Map<TopicPartition, Long>> positions(Admin admin)
            throws ExecutionException, InterruptedException {
        List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();
        if (groups.isEmpty()) {
            return positions;
        }
        admin.describeConsumerGroups(groups).all().get().forEach((group, description) -> description
                .members()
                .forEach(member -> member.assignment().topicPartitions().forEach(partition -> positions
                        .computeIfAbsent(group, g -> new HashMap<>())
                        .put(partition, 0L))));
        known.addAll(positions.keySet());
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        groups.forEach(group -> all.put(group, new ListConsumerGroupOffsetsSpec()));
        admin.listConsumerGroupOffsets(all)
                .all()
                .get()
                .forEach((group, offsets) -> offsets.forEach((partition, at) -> {
                    if (at != null) {
                        positions.computeIfAbsent(group, g -> new HashMap<>()).put(partition, at.offset());
                    }
                }));
        return positions;
    }
}
