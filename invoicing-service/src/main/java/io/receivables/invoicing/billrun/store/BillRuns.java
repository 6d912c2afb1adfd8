package io.receivables.invoicing.billrun.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.billrun.model.BillRun;
import io.receivables.invoicing.billrun.model.BillRunOrder;
import io.receivables.invoicing.billrun.model.BillRunStatus;
import io.receivables.invoicing.billrun.model.Counts;
import io.receivables.invoicing.billrun.model.OnError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The runs of a tenant; whoever takes one further locks its row first. */
@ApplicationScoped
public class BillRuns {
    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final String COLUMNS =
            """
            run_id, status, dry_run, on_error, file_hash, row_count, valid_count, issued_count, existing_count,
            refused_count, received_at, started_at, finished_at, stop_reason""";
    private static final String READ =
            """
            select %s,
                   (select json_agg(json_build_object('currency', t.currency, 'invoices', t.invoices, 'total', t.total::text)
                                    order by t.currency)::text
                      from bill_run_totals t where t.tenant_id = $1 and t.run_id = bill_runs.run_id) as totals
              from bill_runs
             where tenant_id = $1"""
                    .formatted(COLUMNS);
    private static final String OPEN =
            """
            insert into bill_runs (tenant_id, run_id, dry_run, on_error, file_hash, repeated, created_by, correlation_id,
                                   trace_parent, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text, $10) on conflict do nothing""";
    private static final String SAME_FILE =
            """
            select run_id from bill_runs
             where tenant_id = $1 and file_hash = $2 and not dry_run and not repeated and status <> 'REFUSED'""";
    private static final String RECEIVED = "update bill_runs set row_count = $3 where tenant_id = $1 and run_id = $2";
    private static final String LOCK = "select " + COLUMNS
            + ", null as totals from bill_runs where tenant_id = $1 and run_id = $2 and finished_at is null"
            + " for update skip locked";
    private static final String MOVE =
            """
            update bill_runs
               set status = $3, started_at = coalesce(started_at, $4),
                   finished_at = case when $3 in ('DONE', 'REFUSED') then $4 end
             where tenant_id = $1 and run_id = $2""";
    private static final String STOP =
            """
            update bill_runs set status = 'STOPPED', finished_at = $3, stop_reason = $4
             where tenant_id = $1 and run_id = $2 and finished_at is null""";
    private static final String COUNT =
            """
            update bill_runs
               set valid_count = valid_count + $3, issued_count = issued_count + $4, existing_count = existing_count + $5,
                   refused_count = refused_count + $6
             where tenant_id = $1 and run_id = $2""";
    private static final String ADD =
            """
            insert into bill_run_totals (tenant_id, run_id, currency, invoices, total)
            select $1, $2, t.currency, t.invoices, t.total
              from unnest($3::text[], $4::int[], $5::numeric[]) as t (currency, invoices, total)
            on conflict (tenant_id, run_id, currency) do update
               set invoices = bill_run_totals.invoices + excluded.invoices, total = bill_run_totals.total + excluded.total""";
    /** One of each tenant: the oldest. */
    private static final String IN_WORK =
            """
            select distinct on (tenant_id) tenant_id, run_id, created_by, correlation_id, trace_parent from bill_runs
             where finished_at is null order by tenant_id, run_id""";

    /** A run to be taken further, and on whose behalf. */
    public record InWork(String tenant, UUID id, Cause cause) {}

    /** Enters a run unless the file is known; the unique index decides between two that come at once. */
    public Uni<Boolean> open(PgTx tx, UUID id, BillRunOrder order, boolean repeated) {
        return tx.execute(
                        OPEN,
                        tx.tenant(),
                        id,
                        order.dryRun(),
                        order.onError(),
                        order.fileHash(),
                        repeated,
                        tx.cause().actor(),
                        tx.cause().correlationId(),
                        tx.cause().traceParent().orElse(null),
                        tx.now())
                .map(rows -> rows == 1);
    }

    /** The run that the file is known from. */
    public Uni<Optional<UUID>> ofFile(PgTx tx, String fileHash) {
        return tx.query(SAME_FILE, tx.tenant(), fileHash).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID(0))
                .findFirst());
    }

    public Uni<Void> received(PgTx tx, UUID id, int rows) {
        return tx.execute(RECEIVED, tx.tenant(), id, rows).replaceWithVoid();
    }

    /** Locks a run that has not ended; empty when another instance has it. */
    public Uni<Optional<BillRun>> lock(PgTx tx, UUID id) {
        return tx.query(LOCK, tx.tenant(), id).map(BillRuns::first);
    }

    /** Moves a locked run on. */
    public Uni<Void> move(PgTx tx, UUID id, BillRunStatus to) {
        return tx.execute(MOVE, tx.tenant(), id, to, tx.now()).replaceWithVoid();
    }

    /** Ends a run; false when it has ended already or does not exist. */
    public Uni<Boolean> stop(PgTx tx, UUID id, String reason) {
        return tx.execute(STOP, tx.tenant(), id, tx.now(), reason).map(rows -> rows == 1);
    }

    /** Adds to the counts of a locked run. */
    public Uni<Void> count(PgTx tx, UUID id, Counts more) {
        return tx.execute(COUNT, tx.tenant(), id, more.valid(), more.issued(), more.existing(), more.refused())
                .replaceWithVoid();
    }

    /** Adds to the totals of a locked run. */
    public Uni<Void> add(PgTx tx, UUID id, List<BillRun.Total> more) {
        return more.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.execute(
                                ADD,
                                tx.tenant(),
                                id,
                                more.stream().map(BillRun.Total::currency).toArray(String[]::new),
                                more.stream().map(BillRun.Total::invoices).toArray(Integer[]::new),
                                more.stream().map(BillRun.Total::totalWithVat).toArray(BigDecimal[]::new))
                        .replaceWithVoid();
    }

    /** Across tenants: the oldest run of each that has not ended. */
    public Uni<List<InWork>> inWork(PgTx tx) {
        return tx.query(IN_WORK).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new InWork(
                        row.getString("tenant_id"),
                        row.getUUID("run_id"),
                        new Cause(
                                row.getString("created_by"),
                                row.getString("correlation_id"),
                                row.getUUID("run_id").toString(),
                                Optional.ofNullable(row.getString("trace_parent")))))
                .toList());
    }

    public Uni<Optional<BillRun>> find(PgTx tx, UUID id) {
        return tx.query(READ + " and run_id = $2", tx.tenant(), id).map(BillRuns::first);
    }

    /** Newest first. */
    public Uni<List<BillRun>> list(PgTx tx, Optional<BillRunStatus> status, Optional<UUID> before, int limit) {
        var until = before.orElse(AFTER_ALL);
        var found = status.isEmpty()
                ? tx.query(READ + " and run_id < $2 order by run_id desc limit $3", tx.tenant(), until, limit)
                : tx.query(
                        READ + " and run_id < $2 and status = $4 order by run_id desc limit $3",
                        tx.tenant(),
                        until,
                        limit,
                        status.get());
        return found.map(rows -> {
            List<BillRun> runs = new ArrayList<>(rows.size());
            rows.forEach(row -> runs.add(run(row)));
            return runs;
        });
    }

    private static Optional<BillRun> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(run(iterator.next())) : Optional.empty();
    }

    private static BillRun run(Row row) {
        return new BillRun(
                row.getUUID("run_id"),
                BillRunStatus.valueOf(row.getString("status")),
                row.getBoolean("dry_run"),
                OnError.valueOf(row.getString("on_error")),
                row.getString("file_hash"),
                new Counts(
                        row.getInteger("row_count"),
                        row.getInteger("valid_count"),
                        row.getInteger("issued_count"),
                        row.getInteger("existing_count"),
                        row.getInteger("refused_count")),
                totals(row.getString("totals")),
                row.getOffsetDateTime("received_at").toInstant(),
                time(row, "started_at"),
                time(row, "finished_at"),
                Optional.ofNullable(row.getString("stop_reason")));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private static List<BillRun.Total> totals(String json) {
        var totals = new ArrayList<BillRun.Total>();
        if (json != null) {
            Json.tree(json).forEach(total -> {
                var currency = total.path("currency").asText();
                totals.add(new BillRun.Total(
                        currency,
                        total.path("invoices").asInt(),
                        Money.of(total.path("total").asText(), currency).amount()));
            });
        }
        return totals;
    }
}
