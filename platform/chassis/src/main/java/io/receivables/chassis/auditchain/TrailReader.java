package io.receivables.chassis.auditchain;

import io.receivables.chassis.auditchain.ChainBreak.Kind;
import io.receivables.chassis.offloop.OffLoop;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads one tenant's chain and trail page by page in one transaction, so that memory does not grow with the trail. */
final class TrailReader {
    private static final int PAGE = 1000;
    private static final String END = "select coalesce(max(position), 0) from audit_seals where tenant_id = $1";
    /** {@code offset 0} keeps the plan to index look-ups per row of the page, whatever the statistics say. */
    static final String LINKS =
            """
            select s.position, s.entry_id as sealed_entry, s.hash, s.sealed_at, %s
              from audit_seals s
              left join lateral (select * from audit_entries
                                  where id = s.entry_id and tenant_id = s.tenant_id offset 0) as e on true
             where s.tenant_id = $1 and s.position > $2 and s.position <= $3
             order by s.position limit %d"""
                    .formatted(TrailEntry.COLUMNS, PAGE);

    static final String TRAIL =
            """
            select e.entity, e.entity_id, e.id, s.entry_id is not null as sealed
              from audit_entries e
              left join lateral (select entry_id from audit_seals
                                  where entry_id = e.id and tenant_id = e.tenant_id offset 0) as s on true
             where e.tenant_id = $1 and (e.entity, e.entity_id, e.id) > ($2, $3::uuid, $4::uuid)
             order by e.entity, e.entity_id, e.id limit %d"""
                    .formatted(PAGE);
    /** Entries without a seal that are looked for together: each look reads all that waits for one. */
    private static final int LOOK = 10_000;
    /** Both tables in one statement: an entry that is sealed meanwhile is in exactly one of them. */
    private static final String STRAYS =
            """
            /* reads all: what waits for a seal */
            select e.id
              from unnest($2::uuid[]) as e (id)
             where not exists (select 1 from audit_seals s where s.tenant_id = $1 and s.entry_id = e.id)
               and not exists (select 1 from audit_unsealed q where q.tenant_id = $1 and q.entry_id = e.id)""";

    private static final String WAITING =
            """
            select count(*) from audit_unsealed q join audit_entries e on e.id = q.entry_id and e.tenant_id = q.tenant_id
             where q.tenant_id = $1""";
    private static final String VANISHED =
            """
            select q.entry_id
              from audit_unsealed q left join audit_entries e on e.id = q.entry_id and e.tenant_id = q.tenant_id
             where q.tenant_id = $1 and e.id is null order by q.position limit %d"""
                    .formatted(PAGE);

    private final PgTx tx;
    private final Breaks breaks;
    private final List<UUID> unsealed = new ArrayList<>();
    private Place place = new Place("", new UUID(0, 0), new UUID(0, 0));
    private long position = Long.MIN_VALUE;
    private long waiting;

    TrailReader(PgTx tx, Breaks breaks) {
        this.tx = tx;
        this.breaks = breaks;
    }

    /** Shows the walk every seal there is now, with its entry. */
    Uni<Void> walk(ChainWalk walk) {
        return Plans.inOrderOfIndexes(tx)
                .chain(() -> tx.query(END, tx.tenant()))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(end -> Uni.createFrom()
                        .deferred(() -> tx.query(LINKS, tx.tenant(), position, end))
                        .call(rows -> OffLoop.run(() -> follow(rows, walk)))
                        .repeat()
                        .whilst(rows -> rows.rowCount() == PAGE)
                        .collect()
                        .last())
                .invoke(walk::finish)
                .replaceWithVoid();
    }

    /** Looks for entries that are neither sealed nor waiting for it, and for waiting ones that are gone. */
    Uni<Void> findStrays() {
        return Uni.createFrom()
                .deferred(() -> tx.query(TRAIL, tx.tenant(), place.entity(), place.entityId(), place.id()))
                .call(this::judge)
                .repeat()
                .whilst(rows -> rows.rowCount() == PAGE)
                .collect()
                .last()
                .chain(this::lookForUnsealed)
                .chain(() -> tx.query(WAITING, tx.tenant()))
                .invoke(rows -> waiting = rows.iterator().next().getLong(0))
                .chain(() -> tx.query(VANISHED, tx.tenant()))
                .invoke(this::reportVanished)
                .replaceWithVoid();
    }

    /** Entries that wait for their seal. */
    long waiting() {
        return waiting;
    }

    private Void follow(RowSet<Row> rows, ChainWalk walk) {
        for (var row : rows) {
            position = row.getLong("position");
            walk.accept(new Link(
                    position,
                    row.getUUID("sealed_entry"),
                    row.getBuffer("hash").getBytes(),
                    row.getOffsetDateTime("sealed_at").toInstant(),
                    row.getUUID("id") == null ? Optional.empty() : Optional.of(TrailEntry.of(row))));
        }
        return null;
    }

    private Uni<Void> judge(RowSet<Row> rows) {
        for (var row : rows) {
            place = new Place(row.getString("entity"), row.getUUID("entity_id"), row.getUUID("id"));
            if (!row.getBoolean("sealed")) {
                unsealed.add(place.id());
            }
        }
        return unsealed.size() < LOOK ? Uni.createFrom().voidItem() : lookForUnsealed();
    }

    private Uni<Void> lookForUnsealed() {
        if (unsealed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.query(STRAYS, tx.tenant(), unsealed.toArray(UUID[]::new))
                .invoke(unsealed::clear)
                .invoke(strays -> strays.forEach(row -> breaks.add(
                        Kind.INSERTED,
                        Optional.empty(),
                        Optional.of(row.getUUID("id")),
                        "The entry has no seal and never asked for one, or its seal was removed.")))
                .replaceWithVoid();
    }

    private void reportVanished(RowSet<Row> rows) {
        rows.forEach(row -> breaks.add(
                Kind.DELETED,
                Optional.empty(),
                Optional.of(row.getUUID("entry_id")),
                "The entry disappeared before it was sealed."));
    }

    /** Where reading the trail continues. */
    private record Place(String entity, UUID entityId, UUID id) {}
}
