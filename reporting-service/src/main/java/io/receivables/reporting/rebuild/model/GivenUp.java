package io.receivables.reporting.rebuild.model;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.reporting.rebuild.model.Replay.Aggregate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person gave up for good: it is in no live figure and must be in no rebuilt one.
 *
 * @param events discarded events
 * @param sequences what each aggregate passes over, whether an event with such a sequence is on the topic or not
 */
public record GivenUp(Set<Event> events, Map<Aggregate, List<Range>> sequences) {
    /** Nothing was given up. */
    public static final GivenUp NOTHING = new GivenUp(Set.of(), Map.of());

    public GivenUp {
        events = Set.copyOf(events);
        sequences = Map.copyOf(sequences);
    }

    /** The same for one topic. */
    public GivenUp of(String topic) {
        return new GivenUp(
                events,
                sequences.entrySet().stream()
                        .filter(entry -> entry.getKey().topic().equals(topic))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Whether it is a discarded one; a good event may have the id of a discarded one, whose envelope was wrong. */
    boolean isDiscarded(ReceivedEvent event) {
        return events.contains(new Event(Aggregate.of(event), event.sequence(), event.id()));
    }

    /** Whether the aggregate passes over a sequence; gives the end of what it passes over, or 0. */
    long end(Aggregate aggregate, long sequence) {
        return sequences.getOrDefault(aggregate, List.of()).stream()
                .filter(range -> range.from() <= sequence && sequence <= range.to())
                .mapToLong(Range::to)
                .max()
                .orElse(0);
    }

    /** The last sequence the aggregate passes over, or 0. */
    long last(Aggregate aggregate) {
        return sequences.getOrDefault(aggregate, List.of()).stream()
                .mapToLong(Range::to)
                .max()
                .orElse(0);
    }

    /** An event in its place. */
    public record Event(Aggregate aggregate, long sequence, UUID id) {}

    /** Sequences, both ends included. */
    public record Range(long from, long to) {}
}
