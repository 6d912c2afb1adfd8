package io.receivables.payment.payment.store;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.payment.model.Allocation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Sole writer of allocations and of their releases. */
@ApplicationScoped
public class AllocationRepository {
    private static final String COLUMNS =
            """
            a.allocation_id, a.payment_id, a.invoice_id, a.invoice_number, a.amount, a.released_amount, a.rule, a.explanation,
            a.effective_date, a.allocated_by, a.allocated_at, p.currency""";
    private static final String SELECT = "select " + COLUMNS + "\n"
            + """
             from allocations a
              join payments p on p.tenant_id = a.tenant_id and p.payment_id = a.payment_id
             where a.tenant_id = $1 and""";
    private static final String INSERT =
            """
            insert into allocations (tenant_id, allocation_id, payment_id, invoice_id, invoice_number, amount, rule,
                                     explanation, effective_date, allocated_by, allocated_at)
            select $1, n.*, $11::timestamptz
              from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::numeric[], $7::text[], $8::text[], $9::date[],
                          $10::text[]) as n""";
    private static final String RELEASE =
            """
            update allocations a set released_amount = a.released_amount + r.amount
              from unnest($2::uuid[], $3::numeric[]) as r (allocation_id, amount)
             where a.tenant_id = $1 and a.allocation_id = r.allocation_id and a.amount - a.released_amount >= r.amount""";
    private static final String LOG_RELEASE =
            """
            insert into allocation_releases (tenant_id, release_id, allocation_id, amount, cause, reason, effective_date,
                                             released_by, released_at)
            select $1, n.*, $5, $6, $7, $8, $9::timestamptz from unnest($2::uuid[], $3::uuid[], $4::numeric[]) as n""";

    /** Why an allocation is taken back. */
    public enum ReleaseCause {
        UNDO,
        CREDIT_NOTE,
        REVERSAL
    }

    public Uni<Void> insert(PgTx tx, List<Allocation> allocations) {
        if (allocations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(
                        INSERT,
                        tx.tenant(),
                        allocations.stream().map(Allocation::allocationId).toArray(UUID[]::new),
                        allocations.stream().map(Allocation::paymentId).toArray(UUID[]::new),
                        allocations.stream().map(Allocation::invoiceId).toArray(UUID[]::new),
                        allocations.stream().map(Allocation::invoiceNumber).toArray(String[]::new),
                        allocations.stream().map(a -> a.amount().amount()).toArray(BigDecimal[]::new),
                        allocations.stream().map(a -> a.rule().name()).toArray(String[]::new),
                        allocations.stream().map(Allocation::explanation).toArray(String[]::new),
                        allocations.stream().map(Allocation::effectiveDate).toArray(LocalDate[]::new),
                        allocations.stream().map(Allocation::allocatedBy).toArray(String[]::new),
                        tx.now())
                .replaceWithVoid();
    }

    public Uni<List<Allocation>> ofPayments(PgTx tx, Collection<UUID> payments) {
        return tx.query(
                        SELECT + " a.payment_id = any($2::uuid[]) order by a.allocation_id",
                        tx.tenant(),
                        payments.toArray(UUID[]::new))
                .map(AllocationRepository::allocations);
    }

    /** Allocations that still count for one of the invoices. */
    public Uni<List<Allocation>> activeOfInvoices(PgTx tx, Collection<UUID> invoices) {
        return tx.query(
                        SELECT
                                + " a.invoice_id = any($2::uuid[]) and a.released_amount < a.amount order by a.allocation_id",
                        tx.tenant(),
                        invoices.toArray(UUID[]::new))
                .map(AllocationRepository::allocations);
    }

    /** Takes back parts of allocations from a day on; more than is still active is refused. */
    public Uni<Void> release(
            PgTx tx, List<Allocation.Release> releases, ReleaseCause cause, String reason, LocalDate effectiveDate) {
        var ids = releases.stream().map(r -> r.allocation().allocationId()).toArray(UUID[]::new);
        var amounts = releases.stream().map(r -> r.amount().amount()).toArray(BigDecimal[]::new);
        return tx.execute(RELEASE, tx.tenant(), ids, amounts)
                .invoke(written -> {
                    if (written != releases.size()) {
                        throw new IllegalStateException("Only " + written + " of " + releases.size() + " released");
                    }
                })
                .chain(() -> tx.execute(
                        LOG_RELEASE,
                        tx.tenant(),
                        releases.stream().map(r -> Ids.next()).toArray(UUID[]::new),
                        ids,
                        amounts,
                        cause.name(),
                        reason,
                        effectiveDate,
                        tx.cause().actor(),
                        tx.now()))
                .replaceWithVoid();
    }

    private static List<Allocation> allocations(RowSet<Row> rows) {
        var allocations = new ArrayList<Allocation>(rows.size());
        rows.forEach(row -> allocations.add(allocation(row)));
        return allocations;
    }

    private static Allocation allocation(Row row) {
        var currency = row.getString("currency");
        var amount = Money.of(row.getBigDecimal("amount"), currency);
        return new Allocation(
                row.getUUID("allocation_id"),
                row.getUUID("payment_id"),
                row.getUUID("invoice_id"),
                row.getString("invoice_number"),
                amount,
                amount.minus(Money.of(row.getBigDecimal("released_amount"), currency)),
                AllocationRule.valueOf(row.getString("rule")),
                row.getString("explanation"),
                row.getLocalDate("effective_date"),
                row.getString("allocated_by"),
                row.getOffsetDateTime("allocated_at").toInstant());
    }
}
