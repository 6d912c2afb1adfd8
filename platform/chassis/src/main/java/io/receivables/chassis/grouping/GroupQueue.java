package io.receivables.chassis.grouping;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes groups of what waits. A group is of one tenant and has no key twice, nor a key that another group is busy with;
 * tenants take turns. What is there goes when no group of its tenant is at work; beside one that is, another one begins
 * once it is full or the first of it has waited long, so that a few callers share a transaction and a slow group holds
 * nobody up.
 */
public final class GroupQueue<E> {
    private final Limits limits;
    private final LongSupplier nanos;
    private final Map<String, Lane<E>> lanes = new LinkedHashMap<>();
    private int busy;

    public GroupQueue(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * @param largest members of a group
     * @param groups at work at once
     * @param ofTenant of them of one tenant
     * @param patience how long something waits at most because a group of its tenant is at work
     */
    public record Limits(int largest, int groups, int ofTenant, Duration patience) {}

    /** Something that waits, under its key, and since when. */
    public record Waiting<E>(String key, E entry, long since) {}

    /** What goes into one transaction. */
    public record Group<E>(String tenant, List<Waiting<E>> members) {
        public List<E> entries() {
            return members.stream().map(Waiting::entry).toList();
        }
    }

    private static final class Lane<E> {
        private final Deque<Waiting<E>> waiting = new ArrayDeque<>();
        private final Set<String> keys = new HashSet<>();
        private int busy;
    }

    public Duration patience() {
        return limits.patience();
    }

    public synchronized void add(String tenant, String key, E entry) {
        lanes.computeIfAbsent(tenant, t -> new Lane<>()).waiting.add(new Waiting<>(key, entry, nanos.getAsLong()));
    }

    /** The next group to work on; it counts as busy until it is {@link #done} and has {@link #rested}. */
    public synchronized Optional<Group<E>> next() {
        if (busy == limits.groups()) {
            return Optional.empty();
        }
        for (var tenant : List.copyOf(lanes.keySet())) {
            var members = take(lanes.get(tenant));
            if (!members.isEmpty()) {
                busy++;
                lanes.put(tenant, lanes.remove(tenant));
                return Optional.of(new Group<>(tenant, members));
            }
        }
        return Optional.empty();
    }

    private List<Waiting<E>> take(Lane<E> lane) {
        var members = new ArrayList<Waiting<E>>();
        if (lane.busy > 0 && !another(lane)) {
            return members;
        }
        var each = lane.waiting.iterator();
        while (each.hasNext() && members.size() < limits.largest()) {
            var waiting = each.next();
            if (lane.keys.add(waiting.key())) {
                members.add(waiting);
                each.remove();
            }
        }
        lane.busy += members.isEmpty() ? 0 : 1;
        return members;
    }

    private boolean another(Lane<E> lane) {
        return lane.busy < limits.ofTenant()
                && !lane.waiting.isEmpty()
                && (lane.waiting.size() >= limits.largest()
                        || nanos.getAsLong() - lane.waiting.peekFirst().since()
                                >= limits.patience().toNanos());
    }

    /** The group is no longer at work; its tenant's next one waits until it has {@link #rested}. */
    public synchronized void done(Group<E> group) {
        var lane = lanes.get(group.tenant());
        group.members().forEach(member -> lane.keys.remove(member.key()));
        busy--;
    }

    public synchronized void rested(Group<E> group) {
        var lane = lanes.get(group.tenant());
        lane.busy--;
        if (lane.busy == 0 && lane.waiting.isEmpty()) {
            lanes.remove(group.tenant());
        }
    }
}
