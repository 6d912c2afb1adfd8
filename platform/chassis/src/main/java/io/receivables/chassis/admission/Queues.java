package io.receivables.chassis.admission;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Those who wait, a queue per tenant; the tenants are served in turn, so that one with many calls does not keep the others out. */
final class Queues {
    private final Map<String, TreeMap<Long, Visitor>> queues = new LinkedHashMap<>();
    private int size;
    private long arrivals;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Visitor visitor, long now) {
        visitor.queued(arrivals++, now);
        queues.computeIfAbsent(visitor.tenant(), tenant -> new TreeMap<>()).put(visitor.number(), visitor);
        size++;
    }

    void remove(Visitor visitor) {
        var queue = queues.get(visitor.tenant());
        queue.remove(visitor.number());
        size--;
        if (queue.isEmpty()) {
            queues.remove(visitor.tenant());
        }
    }

    /** Takes out the next of the tenant whose turn it is; its next turn comes after those of all others. */
    Visitor next(boolean newestFirst) {
        var tenant = queues.keySet().iterator().next();
        var queue = queues.remove(tenant);
        queues.put(tenant, queue);
        var visitor = (newestFirst ? queue.lastEntry() : queue.firstEntry()).getValue();
        remove(visitor);
        return visitor;
    }

    /** Who has waited longest; there must be somebody. */
    Visitor oldest() {
        return queues.values().stream()
                .map(queue -> queue.firstEntry().getValue())
                .min(Comparator.comparingLong(Visitor::number))
                .orElseThrow();
    }

    /** Who has waited longest of the tenant that has most waiters. */
    Visitor oldestOfTheLargest() {
        return queues.values().stream()
                .max(Comparator.comparingInt(TreeMap::size))
                .orElseThrow()
                .firstEntry()
                .getValue();
    }

    /** Whether others wait too and this one has more waiters than they have on average. */
    boolean isAboveShare(String tenant) {
        return queues.size() > 1 && queues.get(tenant).size() * queues.size() > size;
    }
}
