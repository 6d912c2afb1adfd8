package io.receivables.chassis.events.freshness;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Partitions that are not read to the end they had when the broker was asked.
 *
 * @param missing by channel its unread partitions with the next offset of each
 */
record Backlog(LogEnd end, Map<Feed, Map<TopicPosition, Long>> missing) {

    /**
     * @param committed by group the next offset of each partition; one that is absent counts from the first event
     */
    static Backlog of(List<Feed> feeds, LogEnd end, Map<String, Map<TopicPosition, Long>> committed) {
        var missing = new LinkedHashMap<Feed, Map<TopicPosition, Long>>();
        for (var feed : feeds) {
            var read = committed.getOrDefault(feed.group(), Map.of());
            var behind = new HashMap<TopicPosition, Long>();
            end.next().forEach((partition, next) -> {
                long position = read.getOrDefault(partition, 0L);
                if (partition.topic().equals(feed.topic()) && position < next) {
                    behind.put(partition, position);
                }
            });
            missing.put(feed, behind);
        }
        return of(end, missing);
    }

    /** The same without partitions that begin where they end, because the broker has deleted their events. */
    Backlog from(Map<TopicPosition, Long> beginnings) {
        var left = new LinkedHashMap<Feed, Map<TopicPosition, Long>>();
        missing.forEach((feed, read) -> {
            var behind = new HashMap<>(read);
            behind.keySet()
                    .removeIf(p -> beginnings.getOrDefault(p, 0L) >= end.next().get(p));
            left.put(feed, behind);
        });
        return of(end, left);
    }

    private static Backlog of(LogEnd end, Map<Feed, Map<TopicPosition, Long>> missing) {
        missing.values().removeIf(Map::isEmpty);
        return new Backlog(end, missing);
    }

    boolean isEmpty() {
        return missing.isEmpty();
    }

    List<TopicPosition> partitions() {
        return missing.values().stream()
                .flatMap(read -> read.keySet().stream())
                .distinct()
                .toList();
    }

    /** For people; offsets are close to a number of events, no more. */
    String describe() {
        return missing.entrySet().stream()
                .map(entry -> "%d of %s"
                        .formatted(unread(entry.getValue()), entry.getKey().topic()))
                .collect(Collectors.joining(", "));
    }

    private long unread(Map<TopicPosition, Long> read) {
        return read.entrySet().stream()
                .mapToLong(entry -> end.next().get(entry.getKey()) - entry.getValue())
                .sum();
    }
}
