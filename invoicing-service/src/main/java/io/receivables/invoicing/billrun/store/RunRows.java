package io.receivables.invoicing.billrun.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.model.RowProblem;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.billrun.model.RowStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/** What became of each row of the files. */
@ApplicationScoped
public class RunRows {
    /** A row that was found valid is issued or refused once; any other is never written again. */
    private static final String RECORD =
            """
            insert into bill_run_rows (tenant_id, run_id, row_number, status, invoice_id, external_id, content_hash, problem)
            select $1, $2, r.row_number, r.status, r.invoice_id, r.external_id, r.content_hash, r.problem
              from unnest($3::int[], $4::text[], $5::uuid[], $6::text[], $7::bytea[], $8::text[])
                   as r (row_number, status, invoice_id, external_id, content_hash, problem)
            on conflict (tenant_id, run_id, row_number) do update
               set status = excluded.status, invoice_id = excluded.invoice_id, external_id = null, content_hash = null,
                   problem = excluded.problem
             where bill_run_rows.status = 'VALID' and excluded.status <> 'VALID'""";

    private static final String DECIDED =
            """
            select row_number, status from bill_run_rows
             where tenant_id = $1 and run_id = $2 and row_number between $3 and $4""";
    private static final String SAME_EXTERNAL_IDS =
            """
            select row_number, external_id, content_hash from bill_run_rows
             where tenant_id = $1 and run_id = $2 and external_id = any($3::text[])""";
    private static final String LIST =
            """
            select r.row_number, r.status, r.invoice_id, i.number, r.problem
              from bill_run_rows r
              left join invoices i on i.tenant_id = $1 and i.id = r.invoice_id
             where r.tenant_id = $1 and r.run_id = $2 and r.row_number > $3%s
             order by r.row_number limit $4""";

    /** A row as it is shown. */
    public record Listed(
            int row,
            RowStatus status,
            Optional<UUID> invoiceId,
            Optional<String> number,
            Optional<RowProblem> problem) {}

    /** Writes down what became of rows; fails when somebody has done so for one of them. */
    public Uni<Void> record(PgTx tx, UUID run, List<RowResult> results) {
        return tx.execute(
                        RECORD,
                        tx.tenant(),
                        run,
                        column(results, Integer[]::new, RowResult::row),
                        column(results, String[]::new, result -> result.status().name()),
                        column(
                                results,
                                UUID[]::new,
                                result -> result instanceof RowResult.Billed billed ? billed.invoiceId() : null),
                        column(
                                results,
                                String[]::new,
                                result -> result instanceof RowResult.Valid valid
                                        ? valid.externalId().orElse(null)
                                        : null),
                        column(
                                results,
                                byte[][]::new,
                                result -> result instanceof RowResult.Valid valid
                                                && valid.externalId().isPresent()
                                        ? valid.contentHash()
                                        : null),
                        column(
                                results,
                                String[]::new,
                                result -> result instanceof RowResult.Refused refused
                                        ? Json.text(refused.problem())
                                        : null))
                .invoke(written -> {
                    if (written != results.size()) {
                        throw new IllegalStateException(results.size() - written + " rows of bill run " + run
                                + " were decided before; nothing of this is kept");
                    }
                })
                .replaceWithVoid();
    }

    private static <T> T[] column(List<RowResult> results, IntFunction<T[]> array, Function<RowResult, T> value) {
        return results.stream().map(value).toArray(array);
    }

    /** Rows between two, both included, about which nothing is left to decide; a valid one can still be issued. */
    public Uni<Set<Integer>> decided(PgTx tx, UUID run, int first, int last, boolean validating) {
        return tx.query(DECIDED, tx.tenant(), run, first, last).map(rows -> {
            var decided = new HashSet<Integer>();
            rows.forEach(row -> {
                if (validating || !RowStatus.VALID.name().equals(row.getString("status"))) {
                    decided.add(row.getInteger("row_number"));
                }
            });
            return decided;
        });
    }

    /** The valid rows that have one of these external ids, by external id; the first one counts. */
    public Uni<Map<String, RowResult.Valid>> valid(PgTx tx, UUID run, List<String> externalIds) {
        if (externalIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.query(SAME_EXTERNAL_IDS, tx.tenant(), run, externalIds.toArray(String[]::new))
                .map(rows -> {
                    Map<String, RowResult.Valid> valid = new HashMap<>();
                    rows.forEach(row -> valid.putIfAbsent(
                            row.getString("external_id"),
                            new RowResult.Valid(
                                    row.getInteger("row_number"),
                                    Optional.of(row.getString("external_id")),
                                    row.getBuffer("content_hash").getBytes())));
                    return valid;
                });
    }

    /** In the order of the file. The status is part of the statement, so that its index can be used. */
    public Uni<List<Listed>> list(PgTx tx, UUID run, Optional<RowStatus> status, int after, int limit) {
        var filter = status.map(s -> " and r.status = '" + s.name() + "'").orElse("");
        return tx.query(LIST.formatted(filter), tx.tenant(), run, after, limit)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RunRows::listed)
                        .toList());
    }

    private static Listed listed(Row row) {
        return new Listed(
                row.getInteger("row_number"),
                RowStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getUUID("invoice_id")),
                Optional.ofNullable(row.getString("number")),
                Optional.ofNullable(row.getString("problem")).map(RunRows::problem));
    }

    private static RowProblem problem(String json) {
        try {
            return Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), RowProblem.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
