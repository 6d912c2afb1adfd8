package io.receivables.reporting.rebuild.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.rebuild.model.TableComparison;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** The twins of the projection tables in schema rebuild: filled by the same statements, compared, put in place. */
@ApplicationScoped
public class TwinTables {
    private static final String DIVERT = "select set_config('search_path', 'rebuild, public', true)";

    /** Emptying those of a large tenant takes longer than others wait for a lock. */
    private static final String HOLD =
            "select set_config('lock_timeout', '0', true), pg_advisory_xact_lock(hashtextextended('twins:' || $1, 0))";
    /** Whole tables are read, whatever the database knows of them; and whoever is gone keeps nobody waiting for long. */
    private static final String CONCLUDE =
            """
            select set_config('enable_nestloop', 'off', true),
                   set_config('idle_in_transaction_session_timeout', $1, true)""";

    private static final String COMPARE =
            """
            select l.n as rows_before, t.n as rows_after, l.checksum as before, t.checksum as after
              from (select count(*) as n, %2$s as checksum from public.%1$s x where tenant_id = $1) l,
                   (select count(*) as n, %2$s as checksum from rebuild.%1$s x where tenant_id = $1) t""";

    /**
     * Whatever the order of the rows, none of which is there twice, and without having them all in memory. The hash of a row is hashed once more: by
     * itself it is a sum over the columns, so that a value which stands in the wrong row would change nothing.
     */
    private static final String CHECKSUM =
            """
            md5(concat_ws(' ', sum(hashtextextended(hash_record_extended(x, 0)::text, 0)::numeric),
                               sum(hashtextextended(hash_record_extended(x, 1)::text, 1)::numeric)))""";

    private final Projections projections;

    TwinTables(Projections projections) {
        this.projections = projections;
    }

    /** Keeps everybody else from emptying the tenant's twins until the transaction ends. */
    public Uni<Void> hold(PgTx tx) {
        return tx.query(HOLD, tx.tenant()).replaceWithVoid();
    }

    /**
     * Readies the transaction that compares and replaces.
     *
     * @param longest how long it waits between two statements at most
     */
    public Uni<Void> readyToConclude(PgTx tx, Duration longest) {
        return tx.query(CONCLUDE, Long.toString(longest.toMillis())).replaceWithVoid();
    }

    /** Empties the tenant's twins. */
    public Uni<Void> clear(PgTx tx) {
        return each(
                        projections.tables(),
                        table -> tx.execute("delete from rebuild." + table + " where tenant_id = $1", tx.tenant()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** From here on the statements of this transaction see the twins instead of the live tables. */
    public Uni<Void> divert(PgTx tx) {
        return tx.query(DIVERT).replaceWithVoid();
    }

    /** Compares every table of the tenant with its twin, row by row. */
    public Uni<List<TableComparison>> compare(PgTx tx) {
        return each(projections.tables(), table -> tx.query(COMPARE.formatted(table, CHECKSUM), tx.tenant())
                        .map(rows -> comparison(table, rows.iterator().next())))
                .collect()
                .asList();
    }

    /** Puts the twins in the place of the tables that differ, all in the transaction at hand. */
    public Uni<Void> replace(PgTx tx, List<TableComparison> comparisons) {
        var different = comparisons.stream().filter(c -> !c.equal()).toList();
        return each(different, c -> tx.execute("delete from public." + c.table() + " where tenant_id = $1", tx.tenant())
                        .chain(() -> tx.execute(
                                "insert into public." + c.table() + " select * from rebuild." + c.table()
                                        + " where tenant_id = $1",
                                tx.tenant())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static TableComparison comparison(String table, Row row) {
        var before = row.getString("before");
        var after = row.getString("after");
        return new TableComparison(
                table, row.getLong("rows_before"), row.getLong("rows_after"), before, after, before.equals(after));
    }

    private static <T, R> Multi<R> each(List<T> items, java.util.function.Function<T, Uni<R>> work) {
        return Multi.createFrom().iterable(items).onItem().transformToUniAndConcatenate(work::apply);
    }
}
