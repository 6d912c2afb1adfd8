package io.receivables.chassis.reconciliation;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs of this service, and when the next is due. */
@ApplicationScoped
class Runs {
    static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final String OPEN =
            """
            insert into reconciliation_runs (tenant_id, run_id, book, role, state, requested_by, opened_at)
            values ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, clock_timestamp()))
            on conflict do nothing returning %s"""
                    .formatted(Reconciliation.COLUMNS);
    private static final String NEXT_AT =
            """
            insert into reconciliation_books (tenant_id, book, next_at)
            values ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond')
            on conflict (tenant_id, book) do update set next_at = excluded.next_at""";
    /** Tenants are found by jumping from one to the next in the index; a new one is due after the interval. */
    private static final String SIGHT =
            """
            with recursive found as (
                (select tenant_id from %1$s order by tenant_id limit 1)
                union all
                select (select t.tenant_id from %1$s t where t.tenant_id > found.tenant_id order by t.tenant_id limit 1)
                  from found where found.tenant_id is not null)
            insert into reconciliation_books (tenant_id, book, next_at)
            select tenant_id, $1, clock_timestamp() + $2::bigint * interval '1 millisecond'
              from found where tenant_id is not null
            on conflict do nothing""";

    private static final String DUE =
            "select tenant_id from reconciliation_books where book = $1 and next_at <= clock_timestamp() order by next_at";
    private static final String IN_WORK =
            """
            select tenant_id, run_id, state from reconciliation_runs
             where completed_at is null and state <> 'COMPARING' order by tenant_id, run_id""";
    private static final String FIND =
            "select " + Reconciliation.COLUMNS + " from reconciliation_runs where tenant_id = $1 and run_id = $2";
    private static final String LIST = "select " + Reconciliation.COLUMNS
            + " from reconciliation_runs where tenant_id = $1 and run_id < $2 order by run_id desc limit $3";
    private static final String LOCK =
            """
            select * from reconciliation_runs
             where tenant_id = $1 and run_id = $2 and state = $3 for update skip locked""";
    private static final String COUNT =
            """
            update reconciliation_runs
               set differences = differences + $3, healed = healed + $4, sequence = sequence + 1
             where tenant_id = $1 and run_id = $2 returning sequence""";
    /** Their differences go with them. By now(), because an index cannot be asked for what clock_timestamp() will be. */
    private static final String FORGET =
            """
            delete from reconciliation_runs
             where tenant_id = $1 and book = $2
               and completed_at < now() - $3::bigint * interval '1 millisecond'""";

    private final ReconciliationConfig config;

    Runs(ReconciliationConfig config) {
        this.config = config;
    }

    /** Opens a statement of a book and puts off the next one; empty while another has not ended. */
    Uni<Optional<Reconciliation>> openStatement(PgTx tx, UUID id, String book, String requestedBy) {
        return tx.query(
                        OPEN,
                        tx.tenant(),
                        id,
                        book,
                        Reconciliation.Role.STATES,
                        Reconciliation.State.STATING,
                        requestedBy,
                        null)
                .map(Runs::first)
                .call(() ->
                        tx.execute(NEXT_AT, tx.tenant(), book, config.every().toMillis()));
    }

    /** Opens the comparison of a run, unless that was done with an earlier part. */
    Uni<Void> openComparison(PgTx tx, UUID id, String book, Instant openedAt) {
        return tx.execute(
                        OPEN,
                        tx.tenant(),
                        id,
                        book,
                        Reconciliation.Role.COMPARES,
                        Reconciliation.State.COMPARING,
                        tx.cause().actor(),
                        openedAt)
                .replaceWithVoid();
    }

    /** Across tenants: those whose books are due, after noting the ones that are new. */
    Uni<List<String>> due(PgTx tx, Book book) {
        return tx.execute(
                        SIGHT.formatted(book.table()),
                        book.name(),
                        config.every().toMillis())
                .chain(() -> tx.query(DUE, book.name()))
                .map(rows -> {
                    var tenants = new ArrayList<String>();
                    rows.forEach(row -> tenants.add(row.getString(0)));
                    return tenants;
                });
    }

    /** Across tenants: the runs that this service can take further. */
    Uni<List<InWork>> inWork(PgTx tx) {
        return tx.query(IN_WORK).map(rows -> {
            var runs = new ArrayList<InWork>();
            rows.forEach(row -> runs.add(new InWork(
                    row.getString("tenant_id"),
                    row.getUUID("run_id"),
                    Reconciliation.State.valueOf(row.getString("state")))));
            return runs;
        });
    }

    /** Locks a run in a state; empty when another replica has it, or it has moved on. */
    Uni<Optional<Row>> lock(PgTx tx, UUID id, Reconciliation.State state) {
        return tx.query(LOCK, tx.tenant(), id, state).map(rows -> {
            var iterator = rows.iterator();
            return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
        });
    }

    /** Counts what was settled; gives the sequence of the event that says so. */
    Uni<Long> count(PgTx tx, UUID id, int differences, int healed) {
        return tx.query(COUNT, tx.tenant(), id, (long) differences, (long) healed)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> forgetOld(PgTx tx, String book) {
        long keep = Duration.from(config.keep()).toMillis();
        return tx.execute(FORGET, tx.tenant(), book, keep).replaceWithVoid();
    }

    Uni<Optional<Reconciliation>> find(PgTx tx, UUID id) {
        return tx.query(FIND, tx.tenant(), id).map(Runs::first);
    }

    /** Newest first. */
    Uni<List<Reconciliation>> list(PgTx tx, Optional<UUID> after, int limit) {
        return tx.query(LIST, tx.tenant(), after.orElse(AFTER_ALL), limit).map(rows -> {
            var runs = new ArrayList<Reconciliation>();
            rows.forEach(row -> runs.add(Reconciliation.of(row)));
            return runs;
        });
    }

    private static Optional<Reconciliation> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(Reconciliation.of(iterator.next())) : Optional.empty();
    }

    /** A run to be taken further. */
    record InWork(String tenant, UUID id, Reconciliation.State state) {}
}
