package io.receivables.chassis.idempotency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes groups of what waits. A group is of one tenant and has no key twice, nor a key that another group is busy with;
 * tenants take turns. Nobody waits for a group to fill: whatever is there when a transaction is free goes.
 */
final class GroupQueue<E> {
    private final Limits limits;
    private final Map<String, Lane<E>> lanes = new LinkedHashMap<>();
    private int busy;

    GroupQueue(Limits limits) {
        this.limits = limits;
    }

    /**
     * @param largest members of a group
     * @param groups at work at once
     * @param ofTenant of them of one tenant
     */
    record Limits(int largest, int groups, int ofTenant) {}

    /** Something that waits, under its key. */
    record Waiting<E>(String key, E entry) {}

    /** What goes into one transaction. */
    record Group<E>(String tenant, List<Waiting<E>> members) {
        List<E> entries() {
            return members.stream().map(Waiting::entry).toList();
        }
    }

    private static final class Lane<E> {
        private final Deque<Waiting<E>> waiting = new ArrayDeque<>();
        private final Set<String> keys = new HashSet<>();
        private int busy;
    }

    synchronized void add(String tenant, String key, E entry) {
        lanes.computeIfAbsent(tenant, t -> new Lane<>()).waiting.add(new Waiting<>(key, entry));
    }

    /** The next group to work on; it counts as busy until it is {@link #done}. */
    synchronized Optional<Group<E>> next() {
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
        if (lane.busy == limits.ofTenant()) {
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

    synchronized void done(Group<E> group) {
        var lane = lanes.get(group.tenant());
        group.members().forEach(member -> lane.keys.remove(member.key()));
        lane.busy--;
        busy--;
        if (lane.busy == 0 && lane.waiting.isEmpty()) {
            lanes.remove(group.tenant());
        }
    }
}
