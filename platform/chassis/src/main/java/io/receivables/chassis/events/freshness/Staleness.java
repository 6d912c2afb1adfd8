package io.receivables.chassis.events.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How old figures can be at most. A partition that has been read to its end is as recent as the question for its end;
 * one that has not is as recent as the last event read from it, or as the last time it was seen read to its end. The
 * figures are as old as the oldest partition. Nothing is assumed about a broker that does not answer.
 *
 * @param lag events that are not in the figures yet; absent when the broker did not say
 * @param age absent when nothing is known about some partition
 */
public record Staleness(Optional<Long> lag, Optional<Duration> age) {

    /**
     * Judges positions read from the same snapshot as the figures, after the broker was asked for the ends.
     *
     * @param seenComplete when each partition was last seen read to its end
     */
    public static Staleness judge(
            Optional<LogEnd> end,
            Map<TopicPosition, ReadPosition> read,
            Map<TopicPosition, Instant> seenComplete,
            Instant now) {
        return new Staleness(
                end.map(e -> lag(e, read)),
                oldest(end, read, seenComplete)
                        .map(oldest -> oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now)));
    }

    /** Whether every event of a partition was read by the time of the question. */
    public static boolean complete(LogEnd end, TopicPosition partition, Map<TopicPosition, ReadPosition> read) {
        return missing(end, partition, read) == 0;
    }

    private static long lag(LogEnd end, Map<TopicPosition, ReadPosition> read) {
        return end.next().keySet().stream()
                .mapToLong(partition -> missing(end, partition, read))
                .sum();
    }

    private static long missing(LogEnd end, TopicPosition partition, Map<TopicPosition, ReadPosition> read) {
        long position = read.containsKey(partition) ? read.get(partition).next() : 0;
        return Math.max(0, end.next().get(partition) - position);
    }

    private static Optional<Instant> oldest(
            Optional<LogEnd> end, Map<TopicPosition, ReadPosition> read, Map<TopicPosition, Instant> seenComplete) {
        var oldest = Optional.<Instant>empty();
        for (var partition : partitions(end, read, seenComplete)) {
            var recent = end.isPresent() && complete(end.get(), partition, read)
                    ? Optional.of(end.get().checkedAt())
                    : later(seenComplete.get(partition), read.get(partition));
            if (recent.isEmpty()) {
                return Optional.empty();
            }
            oldest = oldest.filter(o -> o.isBefore(recent.get())).or(() -> recent);
        }
        return oldest;
    }

    private static Set<TopicPosition> partitions(
            Optional<LogEnd> end, Map<TopicPosition, ReadPosition> read, Map<TopicPosition, Instant> seenComplete) {
        if (end.isPresent()) {
            return end.get().next().keySet();
        }
        var known = new HashSet<>(seenComplete.keySet());
        known.addAll(read.keySet());
        return known;
    }

    private static Optional<Instant> later(Instant seen, ReadPosition read) {
        if (seen == null) {
            return Optional.ofNullable(read).map(ReadPosition::recordedAt);
        }
        return Optional.of(read == null || read.recordedAt().isBefore(seen) ? seen : read.recordedAt());
    }
}
