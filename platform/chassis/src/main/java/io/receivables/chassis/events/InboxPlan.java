package io.receivables.chassis.events;

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
    private final List<ReceivedEvent> toApply = new ArrayList<>();
    private final List<Parked> toPark = new ArrayList<>();
    private final Set<Aggregate> touched = new HashSet<>();
    private final Set<Aggregate> unblocked = new HashSet<>();

    private InboxPlan(Map<Aggregate, Position> positions) {
        this.positions = new LinkedHashMap<>(positions);
    }

    /**
     * @param fresh ids seen for the first time, as the inbox table says
     */
    static InboxPlan of(List<ReceivedEvent> events, Set<UUID> fresh, Map<Aggregate, Position> positions) {
        var plan = new InboxPlan(positions);
        var unseen = new HashSet<>(fresh);
        for (var event : events) {
            if (unseen.remove(event.id())) {
                plan.decide(event);
            }
        }
        return plan;
    }

    private void decide(ReceivedEvent event) {
        var aggregate = new Aggregate(event.origin().topic(), event.subject());
        var position = positions.getOrDefault(aggregate, Position.START);
        if (event.sequence() <= position.sequence()) {
            return;
        }
        touched.add(aggregate);
        if (event.sequence() == position.sequence() + 1) {
            toApply.add(event);
            positions.put(aggregate, new Position(event.sequence(), position.blocked()));
            if (position.blocked()) {
                unblocked.add(aggregate);
            }
        } else {
            toPark.add(new Parked(event, position));
            positions.put(aggregate, new Position(position.sequence(), true));
        }
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

    record Aggregate(String topic, UUID id) {}

    record Position(long sequence, boolean blocked) {
        static final Position START = new Position(0, false);
    }

    /** An event that came too early, and the position it found. */
    record Parked(ReceivedEvent event, Position found) {
        String reason() {
            return found.blocked() ? "BLOCKED" : "GAP";
        }

        String detail() {
            return found.blocked()
                    ? "the aggregate is blocked after sequence " + found.sequence()
                    : "sequence " + (found.sequence() + 1) + " is missing";
        }
    }
}
