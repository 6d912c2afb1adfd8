package io.receivables.chassis.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Decides which parked events of a lane are applied next: those that follow its position without a gap, up to the first
 * that only a person may try again. Pure: reads nothing and writes nothing.
 *
 * @param toApply ids in the order of their sequence
 * @param duplicates ids whose sequence was passed before
 * @param position where the lane is once all of it is applied
 * @param blocked whether anything waits beyond that position
 * @param more whether the limit alone ended the list
 */
record FollowPlan(List<UUID> toApply, List<UUID> duplicates, long position, boolean blocked, boolean more) {
    /** Payloads of one step in bytes, so that a lane of large events does not fill the memory. */
    static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final Set<String> SELF_RESOLVING = Set.of("GAP", "BLOCKED");

    /**
     * @param waiting the first parked events of the lane by sequence
     * @param all whether these are all of them
     * @param skips beyond the position, by their start
     * @param retried poison that may be tried again
     */
    static FollowPlan of(
            long position, List<Waiting> waiting, boolean all, List<Skip> skips, Set<UUID> retried, int limit) {
        var toApply = new ArrayList<UUID>();
        var duplicates = new ArrayList<UUID>();
        long bytes = 0;
        long reached = over(position, skips);
        boolean more = false;
        int consumed = 0;
        for (var event : waiting) {
            if (event.sequence() > reached) {
                boolean next = event.sequence() == reached + 1
                        && (SELF_RESOLVING.contains(event.kind()) || retried.contains(event.id()));
                bytes += event.bytes();
                more = next && (toApply.size() >= limit || bytes > MAX_BYTES && !toApply.isEmpty());
                if (!next || more) {
                    break;
                }
                toApply.add(event.id());
                reached = over(event.sequence(), skips);
            } else {
                duplicates.add(event.id());
            }
            consumed++;
        }
        boolean exhausted = consumed == waiting.size();
        boolean beyond = !exhausted || !all || lies(skips, reached);
        return new FollowPlan(toApply, duplicates, reached, beyond, more || exhausted && !all);
    }

    private static long over(long position, List<Skip> skips) {
        long reached = position;
        for (var skip : skips) {
            if (skip.from() <= reached + 1) {
                reached = Math.max(reached, skip.to());
            }
        }
        return reached;
    }

    private static boolean lies(List<Skip> skips, long reached) {
        return skips.stream().anyMatch(skip -> skip.to() > reached);
    }

    /** An open parked event of the lane, without its payload. */
    record Waiting(UUID id, long sequence, String kind, long bytes) {}

    /** Sequences that are passed over, both ends included. */
    record Skip(long from, long to) {}
}
