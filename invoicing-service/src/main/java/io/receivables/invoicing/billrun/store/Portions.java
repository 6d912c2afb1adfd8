package io.receivables.invoicing.billrun.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.file.Portion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What is still to be done of the files, in their order. */
@ApplicationScoped
public class Portions {
    private static final String INSERT =
            """
            insert into bill_run_portions (tenant_id, run_id, portion, first_row, content) values ($1, $2, $3, $4, $5)""";
    private static final String NEXT =
            """
            select portion from bill_run_portions
             where tenant_id = $1 and run_id = $2 and not (checked and $3) order by portion limit 1""";
    private static final String READ =
            """
            select portion, first_row, content from bill_run_portions
             where tenant_id = $1 and run_id = $2 and portion >= $3 order by portion limit 1""";
    private static final String CHECKED =
            "update bill_run_portions set checked = true where tenant_id = $1 and run_id = $2 and portion = $3";
    private static final String DONE =
            "delete from bill_run_portions where tenant_id = $1 and run_id = $2 and portion = $3";
    private static final String CLEAR = "delete from bill_run_portions where tenant_id = $1 and run_id = $2";

    /** Content that was stored under a number. */
    public record Stored(int portion, int firstRow, byte[] content) {}

    public Uni<Void> insert(PgTx tx, UUID run, int number, Portion portion) {
        return tx.execute(INSERT, tx.tenant(), run, number, portion.firstRow(), portion.content())
                .replaceWithVoid();
    }

    /** The number of the first that is to be issued, or to be looked at. */
    public Uni<Optional<Integer>> next(PgTx tx, UUID run, boolean unchecked) {
        return tx.query(NEXT, tx.tenant(), run, unchecked).map(rows -> first(rows, row -> row.getInteger(0)));
    }

    /** The first from a number on. */
    public Uni<Optional<Stored>> read(PgTx tx, UUID run, int from) {
        return tx.query(READ, tx.tenant(), run, from)
                .map(rows -> first(
                        rows,
                        row -> new Stored(
                                row.getInteger("portion"),
                                row.getInteger("first_row"),
                                row.getBuffer("content").getBytes())));
    }

    public Uni<Void> checked(PgTx tx, UUID run, int portion) {
        return tx.execute(CHECKED, tx.tenant(), run, portion).replaceWithVoid();
    }

    public Uni<Void> done(PgTx tx, UUID run, int portion) {
        return tx.execute(DONE, tx.tenant(), run, portion).replaceWithVoid();
    }

    /** Forgets what was not done. */
    public Uni<Void> clear(PgTx tx, UUID run) {
        return tx.execute(CLEAR, tx.tenant(), run).replaceWithVoid();
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(read.apply(iterator.next())) : Optional.empty();
    }
}
