package io.receivables.chassis.events;

import io.receivables.chassis.events.InboxPlan.Aggregate;
import io.receivables.chassis.events.InboxPlan.Identity;
import io.receivables.chassis.events.InboxPlan.Position;
import io.receivables.chassis.events.ParkedEvent.Kind;
import io.receivables.chassis.events.ParkedEvents.Why;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The inbox tables: what was received, how far each aggregate is, what is parked. */
@ApplicationScoped
class InboxStore {
    private static final String RECORD_IDS =
            """
            insert into inbox (consumer, event_id, tenant_id)
            select $1, e, $3 from (select distinct e from unnest($2::uuid[]) as e order by e) as events
            on conflict do nothing returning event_id""";
    private static final String POSITIONS =
            """
            select topic, aggregate_id, sequence, blocked from inbox_positions
             where tenant_id = $1 and consumer = $2 and topic = any($3) and aggregate_id = any($4)
             order by topic, aggregate_id for update""";
    private static final String SAVE_POSITIONS =
            """
            insert into inbox_positions (tenant_id, consumer, topic, aggregate_id, sequence, blocked)
            select $1, $2, p.topic, p.id, p.sequence, p.blocked
              from unnest($3::text[], $4::uuid[], $5::bigint[], $6::boolean[]) as p(topic, id, sequence, blocked)
             order by p.topic, p.id
            on conflict (tenant_id, consumer, topic, aggregate_id)
            do update set sequence = excluded.sequence, blocked = excluded.blocked""";
    private static final String PARKED_BEFORE =
            """
            select event_id, topic, aggregate_id, sequence from parked_events
             where tenant_id = $1 and consumer = $2 and event_id = any($3) and aggregate_id is not null
               and reason <> 'UNREADABLE'""";

    private final ParkedEvents parked;

    InboxStore(ParkedEvents parked) {
        this.parked = parked;
    }

    /** Records the ids, locks the positions, both in one round trip, and decides what is to be done. */
    Uni<InboxPlan> plan(PgTx tx, String consumer, List<ReceivedEvent> events) {
        var ids = events.stream().map(ReceivedEvent::id).toArray(UUID[]::new);
        return Uni.combine()
                .all()
                .unis(recordIds(tx, consumer, ids), positions(tx, consumer, events))
                .asTuple()
                .chain(known -> parkedBefore(
                                tx, consumer, InboxPlan.doubtful(events, known.getItem1(), known.getItem2()))
                        .map(parked -> InboxPlan.of(events, known.getItem1(), known.getItem2(), parked)));
    }

    private static Uni<Set<UUID>> recordIds(PgTx tx, String consumer, UUID[] ids) {
        return tx.query(RECORD_IDS, consumer, ids, tx.tenant()).map(rows -> {
            Set<UUID> fresh = new HashSet<>();
            rows.forEach(row -> fresh.add(row.getUUID(0)));
            return fresh;
        });
    }

    private Uni<Map<Aggregate, Position>> positions(PgTx tx, String consumer, List<ReceivedEvent> events) {
        var topics =
                events.stream().map(e -> e.origin().topic()).distinct().sorted().toArray(String[]::new);
        var aggregates =
                events.stream().map(ReceivedEvent::subject).distinct().sorted().toArray(UUID[]::new);
        return tx.query(POSITIONS, tx.tenant(), consumer, topics, aggregates).map(rows -> {
            Map<Aggregate, Position> positions = new HashMap<>();
            rows.forEach(row -> positions.put(
                    new Aggregate(row.getString("topic"), row.getUUID("aggregate_id")),
                    new Position(row.getLong("sequence"), row.getBoolean("blocked"))));
            return positions;
        });
    }

    /** Rarely asked: only for an id that was seen before while its sequence was not reached. */
    private Uni<Set<Identity>> parkedBefore(PgTx tx, String consumer, List<ReceivedEvent> doubtful) {
        if (doubtful.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var ids = doubtful.stream().map(ReceivedEvent::id).distinct().toArray(UUID[]::new);
        return tx.query(PARKED_BEFORE, tx.tenant(), consumer, ids).map(rows -> {
            Set<Identity> known = new HashSet<>();
            rows.forEach(row -> known.add(new Identity(
                    row.getUUID("event_id"),
                    new Aggregate(row.getString("topic"), row.getUUID("aggregate_id")),
                    row.getLong("sequence"))));
            return known;
        });
    }

    /** Saves the positions the plan leads to and parks what cannot be applied now. */
    Uni<Void> record(PgTx tx, String consumer, InboxPlan plan, Deliveries deliveries) {
        return savePositions(tx, consumer, plan.changed()).chain(() -> Multi.createFrom()
                .iterable(plan.toPark())
                .onItem()
                .transformToUniAndConcatenate(p -> park(tx, consumer, p, deliveries))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> park(PgTx tx, String consumer, InboxPlan.Parked p, Deliveries deliveries) {
        var event = p.event();
        return parked.park(
                        tx,
                        Deliveries.lane(consumer, event),
                        event,
                        deliveries.recordOf(event),
                        p.kind(),
                        Why.waits(p.detail()))
                .chain(() -> p.kind() == Kind.POISON
                        ? deadLetter(tx, consumer, event)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> deadLetter(PgTx tx, String consumer, ReceivedEvent event) {
        return parked.publishDeadLetter(tx, consumer, event.origin().topic(), event.type(), event.data());
    }

    Uni<Void> savePositions(PgTx tx, String consumer, Map<Aggregate, Position> positions) {
        if (positions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var entries = positions.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Aggregate, Position> e) -> e.getKey().topic())
                        .thenComparing(e -> e.getKey().id()))
                .toList();
        return tx.execute(
                        SAVE_POSITIONS,
                        tx.tenant(),
                        consumer,
                        entries.stream().map(e -> e.getKey().topic()).toArray(String[]::new),
                        entries.stream().map(e -> e.getKey().id()).toArray(UUID[]::new),
                        entries.stream().map(e -> e.getValue().sequence()).toArray(Long[]::new),
                        entries.stream().map(e -> e.getValue().blocked()).toArray(Boolean[]::new))
                .replaceWithVoid();
    }

    /** Parks an event that cannot be applied and blocks its aggregate; duplicates of it will be dropped. */
    Uni<Void> parkPoison(PgTx tx, String consumer, ReceivedEvent event, Deliveries deliveries, Throwable failure) {
        return plan(tx, consumer, List.of(event)).chain(plan -> {
            if (plan.toApply().isEmpty()) {
                return record(tx, consumer, plan, deliveries);
            }
            var blocked = Map.of(Aggregate.of(event), new Position(event.sequence() - 1, true));
            return savePositions(tx, consumer, blocked)
                    .chain(() -> parked.park(
                            tx,
                            Deliveries.lane(consumer, event),
                            event,
                            deliveries.recordOf(event),
                            Kind.POISON,
                            Why.failed(failure)))
                    .chain(() -> deadLetter(tx, consumer, event));
        });
    }

    Uni<Void> parkUnreadable(PgTx tx, String consumer, ConsumerRecord<String, byte[]> message, String reason) {
        return parked.parkUnreadable(tx, consumer, message, Why.waits(FailureReport.cut(reason, 1000)))
                .chain(isNew -> isNew
                        ? parked.publishDeadLetter(tx, consumer, message.topic(), "Unreadable", message.value())
                        : Uni.createFrom().voidItem());
    }
}
