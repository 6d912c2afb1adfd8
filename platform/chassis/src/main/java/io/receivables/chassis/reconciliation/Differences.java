package io.receivables.chassis.reconciliation;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What was found, from the first doubt until it is healed or gone. */
@ApplicationScoped
class Differences {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String DOUBT =
            """
            insert into reconciliation_differences (tenant_id, difference_id, run_id, book, copy, item_id, state,
                                                    stated_version, held_version, stated, held, fields, position, blocked)
            select $1, f.id, $2, $3, $4, f.item, 'DOUBT', f.stated_version, f.held_version, f.stated::jsonb, f.held::jsonb,
                   case f.fields when '' then '{}'::text[] else string_to_array(f.fields, ',') end, f.position, f.blocked
              from unnest($5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[],
                          $12::bigint[], $13::boolean[])
                   as f(id, item, stated_version, held_version, stated, held, fields, position, blocked)""";
    private static final String OWN =
            """
            insert into reconciliation_differences (tenant_id, difference_id, run_id, book, copy, item_id, state, kind,
                                                    stated_version, held_version, stated, held, fields, position, blocked,
                                                    why, settled_at)
            values ($1, $2, $3, $4, $5, $6, 'OPEN', 'OWN_SUM', 0, 0, $7, $8, $9, 0, false,
                    'The owner''s own rows are never changed by machine.', clock_timestamp())
            returning %s"""
                    .formatted(Difference.COLUMNS);
    /** $3 is one of the two states that wait; without naming both the index of those that wait would not serve a parameter. */
    private static final String WAITING =
            """
            select difference_id from reconciliation_differences
             where tenant_id = $1 and run_id = $2 and state = $3 and state in ('DOUBT', 'HEALING')
             order by difference_id limit 500""";

    private static final String LOCK =
            """
            select *, settled_at > clock_timestamp() - interval '15 minutes' as recent from reconciliation_differences
             where tenant_id = $1 and difference_id = $2 and state = $3 for update skip locked""";
    private static final String AHEAD_BEFORE =
            """
            select 1 from reconciliation_differences d
              join reconciliation_runs r on r.tenant_id = $1 and r.run_id = $2
             where d.tenant_id = $1 and d.book = $3 and d.copy = $4 and d.item_id = $5 and d.state = 'AHEAD'
               and d.run_id <> $2 and d.held_version > $6 and d.found_at < r.opened_at - interval '1 minute' limit 1""";
    private static final String SETTLE =
            """
            update reconciliation_differences
               set state = $3, kind = $4, why = $5, settled_at = clock_timestamp(),
                   parked_events = coalesce((select array_agg(p.id order by p.sequence) from parked_events p
                                     where p.tenant_id = $1 and p.consumer = $6 and p.topic = $7
                                       and p.aggregate_id = item_id and p.resolved_at is null), '{}')
             where tenant_id = $1 and difference_id = $2
            returning %s"""
                    .formatted(Difference.COLUMNS);
    private static final String END_HEALING =
            """
            update reconciliation_differences set state = $3, why = $4, settled_at = clock_timestamp()
             where tenant_id = $1 and difference_id = $2 returning %s"""
                    .formatted(Difference.COLUMNS);
    private static final String DISMISS =
            "delete from reconciliation_differences where tenant_id = $1 and difference_id = $2";
    private static final String REMEMBER =
            "update reconciliation_differences set state = 'AHEAD' where tenant_id = $1 and difference_id = $2";
    /** Ids of runs are in the order of their opening. */
    private static final String FORGET_AHEAD =
            """
            delete from reconciliation_differences
             where tenant_id = $1 and book = $2 and run_id < $3 and state = 'AHEAD'""";

    private static final String GONE =
            """
            update reconciliation_differences set state = 'GONE', settled_at = clock_timestamp()
             where tenant_id = $1 and book = $2 and run_id < $3 and state = 'OPEN'""";
    private static final String LIST = "select " + Difference.COLUMNS
            + " from reconciliation_differences where tenant_id = $1 and run_id = $2 and kind is not null"
            + " and difference_id > $3 order by difference_id limit $4";

    /** Notes everything that is not equal; what it is shows at the end of the run. */
    Uni<Void> doubt(PgTx tx, UUID runId, BookCopy copy, List<Finding> findings) {
        if (findings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(
                        DOUBT,
                        tx.tenant(),
                        runId,
                        copy.followed().book(),
                        copy.table().name(),
                        findings.stream().map(f -> Ids.next()).toArray(UUID[]::new),
                        column(findings, Finding::itemId).toArray(UUID[]::new),
                        column(findings, Finding::statedVersion).toArray(Long[]::new),
                        column(findings, Finding::heldVersion).toArray(Long[]::new),
                        column(findings, f -> f.stated().orElse(null)).toArray(String[]::new),
                        column(findings, f -> f.held().orElse(null)).toArray(String[]::new),
                        column(findings, f -> String.join(",", f.fields())).toArray(String[]::new),
                        column(findings, Finding::position).toArray(Long[]::new),
                        column(findings, Finding::blocked).toArray(Boolean[]::new))
                .replaceWithVoid();
    }

    private static <T> List<T> column(List<Finding> findings, Function<Finding, T> value) {
        var values = new ArrayList<T>(findings.size());
        findings.forEach(finding -> values.add(value.apply(finding)));
        return values;
    }

    /** A row of the owner that breaks one of its own rules. */
    Uni<Difference> own(PgTx tx, UUID runId, String book, String check, Row broken) {
        return tx.query(
                        OWN,
                        tx.tenant(),
                        Ids.next(),
                        runId,
                        book,
                        check,
                        broken.getUUID(0),
                        new JsonObject().put(check, broken.getString(1)),
                        new JsonObject().put(check, broken.getString(2)),
                        new String[] {check})
                .map(rows -> Difference.of(rows.iterator().next()));
    }

    Uni<List<UUID>> waiting(PgTx tx, UUID runId, String state) {
        return tx.query(WAITING, tx.tenant(), runId, state).map(rows -> {
            var ids = new ArrayList<UUID>();
            rows.forEach(row -> ids.add(row.getUUID(0)));
            return ids;
        });
    }

    Uni<Optional<Row>> lock(PgTx tx, UUID id, String state) {
        return tx.query(LOCK, tx.tenant(), id, state).map(rows -> {
            var iterator = rows.iterator();
            return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
        });
    }

    /** Whether an earlier run had seen the copy at a later version than is stated now, before this one was opened. */
    Uni<Boolean> aheadBefore(PgTx tx, UUID runId, BookCopy copy, Finding found) {
        return tx.query(
                        AHEAD_BEFORE,
                        tx.tenant(),
                        runId,
                        copy.followed().book(),
                        copy.table().name(),
                        found.itemId(),
                        found.statedVersion())
                .map(rows -> rows.size() > 0);
    }

    Uni<Difference> settle(
            PgTx tx, UUID id, BookCopy copy, Verdict.Kind kind, Difference.State state, Optional<String> why) {
        return tx.query(
                        SETTLE,
                        tx.tenant(),
                        id,
                        state,
                        kind,
                        why.orElse(null),
                        copy.follower().consumer(),
                        copy.followed().topic())
                .map(rows -> Difference.of(rows.iterator().next()));
    }

    Uni<Difference> endHealing(PgTx tx, UUID id, Difference.State state, String why) {
        return tx.query(END_HEALING, tx.tenant(), id, state, why)
                .map(rows -> Difference.of(rows.iterator().next()));
    }

    Uni<Integer> dismiss(PgTx tx, UUID id) {
        return tx.execute(DISMISS, tx.tenant(), id);
    }

    Uni<Integer> remember(PgTx tx, UUID id) {
        return tx.execute(REMEMBER, tx.tenant(), id);
    }

    /** What an earlier run left open was looked at again by this one. */
    Uni<Void> supersede(PgTx tx, UUID runId, String book) {
        return tx.execute(FORGET_AHEAD, tx.tenant(), book, runId)
                .chain(() -> tx.execute(GONE, tx.tenant(), book, runId))
                .replaceWithVoid();
    }

    /** In the order in which they were found. */
    Uni<List<Difference>> list(PgTx tx, UUID runId, Optional<UUID> after, int limit) {
        return tx.query(LIST, tx.tenant(), runId, after.orElse(BEFORE_ALL), limit)
                .map(rows -> {
                    var found = new ArrayList<Difference>();
                    rows.forEach(row -> found.add(Difference.of(row)));
                    return found;
                });
    }
}
