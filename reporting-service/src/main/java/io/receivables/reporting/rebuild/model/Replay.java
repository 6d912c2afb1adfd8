package io.receivables.reporting.rebuild.model;

import io.receivables.chassis.events.ReceivedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Decides which events of the topics a rebuild applies, and in which order: exactly those that the live figures hold.
 * An event that the live consumers have not applied yet, or have set aside, waits; one that comes twice is dropped; one
 * that a person discarded is passed over. It remembers nothing of what was applied: a tenant may have any number of aggregates.
 */
public final class Replay {
    /** About what an event takes besides its payload. */
    private static final long ENVELOPE_BYTES = 500;

    private final GivenUp givenUp;
    private final long mostWaitingBytes;
    private final Set<Aggregate> toPassOver;
    private final Map<Aggregate, NavigableMap<Long, ReceivedEvent>> waiting = new HashMap<>();
    private long waitingBytes;
    private Optional<Aggregate> torn = Optional.empty();

    /** An aggregate of one topic. */
    public record Aggregate(String topic, UUID id) {
        static Aggregate of(ReceivedEvent event) {
            return new Aggregate(event.origin().topic(), event.subject());
        }
    }

    /**
     * How far an aggregate is.
     *
     * @param replayed the last sequence that is in the twins, 0 when there is none
     * @param live the last sequence that is in the live figures, 0 when there is none
     */
    public record Position(long replayed, long live) {
        static final Position START = new Position(0, 0);
    }

    /**
     * What one transaction applies.
     *
     * @param replayed how far each aggregate that moves is in the twins afterwards
     */
    public record Step(List<ReceivedEvent> events, Map<Aggregate, Long> replayed) {}

    /**
     * @param givenUp what is to be passed over
     * @param mostWaitingBytes how much may wait before it is full
     */
    public Replay(GivenUp givenUp, long mostWaitingBytes) {
        this.givenUp = givenUp;
        this.mostWaitingBytes = mostWaitingBytes;
        this.toPassOver = new HashSet<>(givenUp.sequences().keySet());
    }

    /** Takes in events as they were read. */
    public void read(List<ReceivedEvent> events) {
        for (var event : events) {
            if (!givenUp.isDiscarded(event)) {
                waiting.computeIfAbsent(Aggregate.of(event), a -> new TreeMap<>())
                        .putIfAbsent(event.sequence(), event);
                waitingBytes += bytes(event);
            }
        }
    }

    /** Whether more waits than there is memory for. */
    public boolean isFull() {
        return waitingBytes > mostWaitingBytes;
    }

    /** What it waits for. */
    public String cause() {
        return torn.map(aggregate -> "The topics no longer hold the whole history of aggregates, for example "
                        + aggregate.id() + " on " + aggregate.topic() + ".")
                .orElse("The live figures are too far behind the topics; ask again when they have caught up.");
    }

    /** The aggregates that have events waiting, or sequences left to pass over. */
    public Set<Aggregate> waiting() {
        var all = new HashSet<>(waiting.keySet());
        all.addAll(toPassOver);
        return Set.copyOf(all);
    }

    /**
     * Takes out what can be applied now: the next of each aggregate, as far as the live figures are.
     *
     * @param positions of the aggregates that are waiting; one that has none is nowhere yet
     * @param liveStands whether the live figures do not move any more, so that what is beyond them need not wait
     */
    public Step next(Map<Aggregate, Position> positions, boolean liveStands) {
        var next = new ArrayList<ReceivedEvent>();
        var replayed = new HashMap<Aggregate, Long>();
        torn = Optional.empty();
        for (var aggregate : waiting()) {
            var position = positions.getOrDefault(aggregate, Position.START);
            var events = waiting.getOrDefault(aggregate, new TreeMap<>());
            events.headMap(position.replayed(), true).clear();
            long reached = advance(aggregate, events, position, next);
            if (reached > position.replayed()) {
                replayed.put(aggregate, reached);
            }
            if (liveStands) {
                events.tailMap(position.live(), false).clear();
            }
            if (events.isEmpty()) {
                waiting.remove(aggregate);
            } else if (events.firstKey() <= position.live()) {
                torn = Optional.of(aggregate);
            }
            if (reached >= givenUp.last(aggregate)) {
                toPassOver.remove(aggregate);
            }
        }
        waitingBytes = waiting.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .mapToLong(Replay::bytes)
                .sum();
        return new Step(next, replayed);
    }

    private long advance(
            Aggregate aggregate, NavigableMap<Long, ReceivedEvent> events, Position from, List<ReceivedEvent> next) {
        long position = from.replayed();
        boolean goesOn = true;
        while (goesOn && position < from.live()) {
            long passed = Math.min(givenUp.end(aggregate, position + 1), from.live());
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
        return position;
    }

    private static long bytes(ReceivedEvent event) {
        return event.data().length + ENVELOPE_BYTES;
    }
}
