package io.receivables.reporting.rebuild.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.rebuild.model.Rebuild;
import io.receivables.reporting.rebuild.model.TableComparison;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rebuilds of each tenant: at most one at a time that has not ended, by a unique index. */
@ApplicationScoped
public class RebuildStore {
    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final String FAIL_ABANDONED =
            """
            update rebuilds
               set state = 'FAILED', phase = 'DONE', failure = 'The service stopped before the rebuild had ended.',
                   finished_at = $2, version = version + 1
             where ($1 = '*' or tenant_id = $1) and state = 'RUNNING' and heartbeat_at < $3""";
    private static final String REQUEST =
            """
            insert into rebuilds (tenant_id, rebuild_id, state, phase, requested_by, reason, requested_at, heartbeat_at)
            values ($1, $2, 'REQUESTED', 'WAITING', $3, $4, $5, $5)
            on conflict (tenant_id) where state in ('REQUESTED', 'RUNNING') do nothing
            returning *""";
    private static final String CLAIM =
            """
            update rebuilds set state = 'RUNNING', phase = 'READING', heartbeat_at = $1, version = version + 1
             where (tenant_id, rebuild_id) = (select tenant_id, rebuild_id
                                                from rebuilds
                                               where state = 'REQUESTED'
                                               order by requested_at, rebuild_id
                                               limit 1
                                                 for update skip locked)
            returning *""";
    private static final String PROGRESS =
            """
            update rebuilds
               set phase = $3, events_total = $4, events_read = $5, events_applied = $6, heartbeat_at = $7,
                   version = version + 1
             where tenant_id = $1 and rebuild_id = $2 and state = 'RUNNING'""";
    private static final String RUNNING =
            """
            select 1 from rebuilds
             where tenant_id = $1 and rebuild_id = $2 and state = 'RUNNING' for share""";
    private static final String ANY_RUNNING =
            "select exists (select 1 from rebuilds where tenant_id = $1 and state = 'RUNNING') as running";
    private static final String COMPLETE =
            """
            update rebuilds
               set state = 'COMPLETED', phase = 'DONE', equal = $3, tables = $4, finished_at = $5, heartbeat_at = $5,
                   events_total = $6, events_read = $7, events_applied = $8, version = version + 1
             where tenant_id = $1 and rebuild_id = $2 and state = 'RUNNING'""";
    private static final String FAIL =
            """
            update rebuilds
               set state = 'FAILED', phase = 'DONE', failure = $3, finished_at = $4, version = version + 1
             where tenant_id = $1 and rebuild_id = $2 and state in ('REQUESTED', 'RUNNING')""";
    private static final String FIND = "select * from rebuilds where tenant_id = $1 and rebuild_id = $2";
    private static final String LIST =
            "select * from rebuilds where tenant_id = $1 and rebuild_id < $2 order by rebuild_id desc limit $3";

    private final SystemClock clock;
    private final ReportingConfig config;

    RebuildStore(SystemClock clock, ReportingConfig config) {
        this.clock = clock;
        this.config = config;
    }

    /** Ends what nobody works on any more, and asks for a new rebuild; empty while another has not ended. */
    public Uni<Optional<Rebuild>> request(PgTx tx, UUID id, String requestedBy, Optional<String> reason) {
        return failAbandoned(tx)
                .chain(() -> tx.query(REQUEST, tx.tenant(), id, requestedBy, reason.orElse(null), clock.now()))
                .map(RebuildStore::first);
    }

    /** Across tenants: takes the oldest rebuild that has not begun, to work on it; empty when there is none. */
    public Uni<Optional<Claimed>> claim(PgTx tx) {
        return tx.query(CLAIM, clock.now()).map(rows -> {
            var iterator = rows.iterator();
            return iterator.hasNext() ? Optional.of(claimed(iterator.next())) : Optional.empty();
        });
    }

    private static Claimed claimed(Row row) {
        return new Claimed(row.getString("tenant_id"), rebuild(row));
    }

    /** A rebuild to work on, and whose figures it is about. */
    public record Claimed(String tenant, Rebuild rebuild) {}

    /** Notes how far it is; gives false when the rebuild was ended from elsewhere. */
    public Uni<Boolean> progress(PgTx tx, UUID id, Rebuild.Phase phase, Rebuild.Events events) {
        return tx.execute(
                        PROGRESS, tx.tenant(), id, phase, events.total(), events.read(), events.applied(), clock.now())
                .map(rows -> rows == 1);
    }

    /** Whether it was not ended from elsewhere, and will not be before this transaction has. */
    public Uni<Boolean> isRunning(PgTx tx, UUID id) {
        return tx.query(RUNNING, tx.tenant(), id).map(rows -> rows.size() == 1);
    }

    /** Whether somebody works on a rebuild of the tenant. */
    public Uni<Boolean> anyRunning(PgTx tx) {
        return tx.query(ANY_RUNNING, tx.tenant())
                .map(rows -> rows.iterator().next().getBoolean("running"));
    }

    /** Gives false when the rebuild was ended from elsewhere. */
    public Uni<Boolean> complete(PgTx tx, UUID id, List<TableComparison> tables, Rebuild.Events events) {
        boolean equal = tables.stream().allMatch(TableComparison::equal);
        return tx.execute(
                        COMPLETE,
                        tx.tenant(),
                        id,
                        equal,
                        new JsonArray(Json.text(tables)),
                        clock.now(),
                        events.total(),
                        events.read(),
                        events.applied())
                .map(rows -> rows == 1);
    }

    public Uni<Void> fail(PgTx tx, UUID id, String failure) {
        return tx.execute(FAIL, tx.tenant(), id, failure, clock.now()).replaceWithVoid();
    }

    public Uni<Optional<Rebuild>> find(PgTx tx, UUID id) {
        return tx.query(FIND, tx.tenant(), id).map(RebuildStore::first);
    }

    /** Newest first. */
    public Uni<List<Rebuild>> list(PgTx tx, Optional<UUID> after, int limit) {
        return tx.query(LIST, tx.tenant(), after.orElse(AFTER_ALL), limit).map(rows -> {
            var rebuilds = new ArrayList<Rebuild>();
            rows.forEach(row -> rebuilds.add(rebuild(row)));
            return rebuilds;
        });
    }

    /** Ends what nobody works on any more. */
    public Uni<Void> failAbandoned(PgTx tx) {
        var now = clock.now();
        return tx.execute(
                        FAIL_ABANDONED,
                        tx.tenant(),
                        now,
                        now.minus(config.rebuild().abandonedAfter()))
                .replaceWithVoid();
    }

    private static Optional<Rebuild> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(rebuild(iterator.next())) : Optional.empty();
    }

    private static Rebuild rebuild(Row row) {
        return new Rebuild(
                row.getUUID("rebuild_id"),
                Rebuild.State.valueOf(row.getString("state")),
                Rebuild.Phase.valueOf(row.getString("phase")),
                row.getString("requested_by"),
                Optional.ofNullable(row.getString("reason")),
                row.getOffsetDateTime("requested_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                new Rebuild.Events(
                        row.getLong("events_total"), row.getLong("events_read"), row.getLong("events_applied")),
                Optional.ofNullable(row.getBoolean("equal")),
                tables(row.getJsonArray("tables")),
                Optional.ofNullable(row.getString("failure")));
    }

    private static List<TableComparison> tables(JsonArray stored) {
        var tables = new ArrayList<TableComparison>();
        for (int i = 0; i < stored.size(); i++) {
            var table = stored.getJsonObject(i);
            tables.add(new TableComparison(
                    table.getString("table"),
                    table.getLong("rowsBefore"),
                    table.getLong("rowsAfter"),
                    table.getString("checksumBefore"),
                    table.getString("checksumAfter"),
                    table.getBoolean("equal")));
        }
        return tables;
    }
}
