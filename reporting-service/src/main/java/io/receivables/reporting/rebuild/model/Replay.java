package io.receivables.reporting.rebuild.model;

import io.receivables.chassis.events.ReceivedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Decides which events of the topics a rebuild applies, and in which order: exactly those that the live figures hold.
 * An event that the live consumers have not applied yet, or have set aside, waits; one that comes twice is dropped; one
 * that a person discarded is passed over.
 */
public final class Replay {
    private final GivenUp givenUp;
    private final Map<Aggregate, Long> applied = new HashMap<>();
    private final Map<Aggregate, NavigableMap<Long, ReceivedEvent>> waiting = new HashMap<>();

    /** An aggregate of one topic. */
    public record Aggregate(String topic, UUID id) {
        static Aggregate of(ReceivedEvent event) {
            return new Aggregate(event.origin().topic(), event.subject());
        }
    }

    /**
     * @param givenUp what is to be passed over
     */
    public Replay(GivenUp givenUp) {
        this.givenUp = givenUp;
    }

    /** Takes in events as they were read. */
    public void read(List<ReceivedEvent> events) {
        for (var event : events) {
            var aggregate = Aggregate.of(event);
            if (event.sequence() > applied.getOrDefault(aggregate, 0L)
                    && !givenUp.events().contains(event.id())) {
                waiting.computeIfAbsent(aggregate, a -> new TreeMap<>()).putIfAbsent(event.sequence(), event);
            }
        }
    }

    /** The aggregates that have events waiting, or sequences left to pass over. */
    public Set<Aggregate> waiting() {
        var all = new HashSet<>(waiting.keySet());
        givenUp.sequences().keySet().stream()
                .filter(aggregate -> givenUp.last(aggregate) > applied.getOrDefault(aggregate, 0L))
                .forEach(all::add);
        return Set.copyOf(all);
    }

    /**
     * Takes out what can be applied now: the next of each aggregate, as far as the live figures are.
     *
     * @param live the last sequence of each aggregate that is in the live figures
     */
    public List<ReceivedEvent> next(Map<Aggregate, Long> live) {
        var next = new ArrayList<ReceivedEvent>();
        for (var aggregate : waiting()) {
            var events = waiting.getOrDefault(aggregate, new TreeMap<>());
            advance(aggregate, events, live.getOrDefault(aggregate, 0L), next);
            if (events.isEmpty()) {
                waiting.remove(aggregate);
            }
        }
        return next;
    }

    private void advance(
            Aggregate aggregate, NavigableMap<Long, ReceivedEvent> events, long limit, List<ReceivedEvent> next) {
        long position = applied.getOrDefault(aggregate, 0L);
        boolean goesOn = true;
        while (goesOn && position < limit) {
            long passed = Math.min(givenUp.end(aggregate, position + 1), limit);
            if (passed > position) {
                position = passed;
                events.headMap(position, true).clear();
            } else if (events.containsKey(position + 1)) {
                position++;
                next.add(events.remove(position));
            } else {
                goesOn = false;
            }
        }
        if (position > 0) {
            applied.put(aggregate, position);
        }
    }

    /** The aggregates that are further in the live figures than the topics could bring them. */
    public List<Aggregate> incomplete(Map<Aggregate, Long> live) {
        return live.entrySet().stream()
                .filter(entry -> applied.getOrDefault(entry.getKey(), 0L) < entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
