package io.receivables.chassis.events;

import io.receivables.chassis.events.ParkedEvent.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Decides, from the events of a batch and the recorded positions, which to apply, which to park and which to drop as
 * duplicates. Pure: reads nothing and writes nothing.
 */
final class InboxPlan {
    private final Map<Aggregate, Position> positions;
    private final Set<Identity> parked;
    private final List<ReceivedEvent> toApply = new ArrayList<>();
    private final List<Parked> toPark = new ArrayList<>();
    private final Set<Aggregate> touched = new HashSet<>();
    private final Set<Aggregate> unblocked = new HashSet<>();

    private InboxPlan(Map<Aggregate, Position> positions, Set<Identity> parked) {
        this.positions = new LinkedHashMap<>(positions);
        this.parked = new HashSet<>(parked);
    }

    /**
     * @param fresh ids seen for the first time, as the inbox table says
     * @param parked events that were parked before
     */
    static InboxPlan of(
            List<ReceivedEvent> events, Set<UUID> fresh, Map<Aggregate, Position> positions, Set<Identity> parked) {
        var plan = new InboxPlan(positions, parked);
        var unseen = new HashSet<>(fresh);
        for (var event : events) {
            plan.decide(event, unseen.remove(event.id()));
        }
        return plan;
    }

    /** Events that cannot be told from duplicates by their id and the positions alone. */
    static List<ReceivedEvent> doubtful(
            List<ReceivedEvent> events, Set<UUID> fresh, Map<Aggregate, Position> positions) {
        return events.stream()
                .filter(event -> !fresh.contains(event.id()))
                .filter(event -> event.sequence()
                        > positions
                                .getOrDefault(Aggregate.of(event), Position.START)
                                .sequence())
                .toList();
    }

    private void decide(ReceivedEvent event, boolean fresh) {
        var aggregate = Aggregate.of(event);
        var position = positions.getOrDefault(aggregate, Position.START);
        if (event.sequence() <= position.sequence() || parked.contains(Identity.of(event))) {
            return;
        }
        touched.add(aggregate);
        if (!fresh) {
            park(event, position, Kind.POISON, "its event id was used before, by another event");
        } else if (event.sequence() > position.sequence() + 1) {
            park(
                    event,
                    position,
                    position.blocked() ? Kind.BLOCKED : Kind.GAP,
                    position.blocked()
                            ? "the aggregate is blocked after sequence " + position.sequence()
                            : "sequence " + (position.sequence() + 1) + " is missing");
        } else {
            toApply.add(event);
            positions.put(aggregate, new Position(event.sequence(), position.blocked()));
            if (position.blocked()) {
                unblocked.add(aggregate);
            }
        }
    }

    private void park(ReceivedEvent event, Position position, Kind kind, String detail) {
        toPark.add(new Parked(event, kind, detail));
        parked.add(Identity.of(event));
        positions.put(Aggregate.of(event), new Position(position.sequence(), true));
    }

    List<ReceivedEvent> toApply() {
        return toApply;
    }

    List<Parked> toPark() {
        return toPark;
    }

    /** Aggregates whose position or block changed, with their new position. */
    Map<Aggregate, Position> changed() {
        var changed = new LinkedHashMap<Aggregate, Position>();
        touched.forEach(aggregate -> changed.put(aggregate, positions.get(aggregate)));
        return changed;
    }

    /** Blocked aggregates whose missing event has come, so that parked followers may be applied now. */
    Set<Aggregate> unblocked() {
        return unblocked;
    }

    record Aggregate(String topic, UUID id) {
        static Aggregate of(ReceivedEvent event) {
            return new Aggregate(event.origin().topic(), event.subject());
        }
    }

    record Position(long sequence, boolean blocked) {
        static final Position START = new Position(0, false);
    }

    /** What makes two deliveries the same event. */
    record Identity(UUID event, Aggregate aggregate, long sequence) {
        static Identity of(ReceivedEvent event) {
            return new Identity(event.id(), Aggregate.of(event), event.sequence());
        }
    }

    /** An event that cannot be applied now, and why. */
    record Parked(ReceivedEvent event, Kind kind, String detail) {}
}
