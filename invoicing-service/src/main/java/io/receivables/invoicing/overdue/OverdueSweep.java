package io.receivables.invoicing.overdue;

import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.events.freshness.Freshness;
import io.receivables.chassis.events.freshness.FreshnessGate;
import io.receivables.chassis.events.freshness.FreshnessRound;
import io.receivables.chassis.money.Money;
import io.receivables.chassis.tenant.TenantClocks;
import io.receivables.chassis.tenant.TenantClocks.SandboxClock;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.invoicing.events.InvoiceOverdue;
import io.receivables.invoicing.events.InvoicingEvent;
import io.receivables.invoicing.invoice.model.Progress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds invoices whose due date has ended in the debtor's time zone and announces each exactly once: the flag and the
 * event are one transaction, rows that another sweep or consumer holds are left to the next round.
 *
 * <p>A round first reads the tenants' clocks, then waits until everything that was in the topic of open items is applied,
 * and announces what was overdue by those clocks: a payment that was published before is never overlooked, neither after
 * an outage nor when a sandbox clock jumps. An invoice whose open item has parked events is left alone, because what is
 * owed on it is not known.
 */
@ApplicationScoped
public class OverdueSweep {
    static final String JOB = "overdue-sweep";
    private static final int BATCH = 500;

    /** Tenants with work to do, one index probe per tenant, whatever the number of invoices. */
    static final String TENANTS_WITH_DUE_INVOICES =
            """
            with recursive tenants as (
                (select tenant_id from invoices
                  where status in ('ISSUED', 'PARTLY_PAID') and open_amount > 0
                  order by tenant_id limit 1)
                union all
                select (select i.tenant_id from invoices i
                         where i.status in ('ISSUED', 'PARTLY_PAID') and i.open_amount > 0 and i.tenant_id > t.tenant_id
                         order by i.tenant_id limit 1)
                  from tenants t where t.tenant_id is not null)
            select t.tenant_id, coalesce(sandbox.now, $1) as now
              from tenants t
              left join unnest($2::text[], $3::timestamptz[]) as sandbox(tenant_id, now) on sandbox.tenant_id = t.tenant_id
             where t.tenant_id is not null
               and (select i.overdue_at from invoices i
                     where i.tenant_id = t.tenant_id and i.status in ('ISSUED', 'PARTLY_PAID') and i.open_amount > 0
                     order by i.overdue_at limit 1) <= coalesce(sandbox.now, $1)""";

    /** Invoices of a tenant to be announced; those whose open item has parked events are passed over. */
    static final String DUE =
            """
                select id from invoices
                 where tenant_id = $1 and status in ('ISSUED', 'PARTLY_PAID') and open_amount > 0 and overdue_at <= $2
                   and not exists (
                       select 1 from parked_events p
                        where p.resolved_at is null and p.tenant_id = $1 and p.aggregate_id = invoices.id
                          and p.consumer = 'invoicing-service.open-items' and p.topic = 'receivables.payment.open-items')
                 order by overdue_at limit $3
                   for update skip locked""";

    private static final String MARK = "with due as (" + DUE
            + """
            )
            update invoices i
               set overdue = true, version = i.version + 1, sequence = i.sequence + 1
              from due
             where i.tenant_id = $1 and i.id = due.id
            returning i.id, i.sequence, i.number, i.customer_id, i.due_date, i.overdue_at, i.currency, i.open_amount,
                      i.open_item_version""";

    private final Transactions transactions;
    private final TenantClocks clocks;
    private final Outbox outbox;
    private final FreshnessGate gate;

    OverdueSweep(Transactions transactions, TenantClocks clocks, Outbox outbox, Freshness freshness) {
        this.transactions = transactions;
        this.clocks = clocks;
        this.outbox = outbox;
        this.gate = freshness.gate(JOB, "open-items");
    }

    /** Sweeps every tenant on its own clock; gives the number of invoices announced. */
    public Uni<Integer> sweepAll() {
        return clocks.sandboxes().chain(this::tenantsWithDueInvoices).chain(tenants -> {
            var round = gate.round();
            return Multi.createFrom()
                    .iterable(tenants)
                    .onItem()
                    .transformToUniAndConcatenate(tenant -> announce(tenant, round))
                    .collect()
                    .with(Collectors.summingInt(Integer::intValue));
        });
    }

    /** Sweeps one tenant in batches until nothing is left; gives the number of invoices announced. */
    public Uni<Integer> sweep(String tenant) {
        return clocks.now(tenant).chain(now -> announce(new DueTenant(tenant, now), gate.round()));
    }

    private Uni<Integer> announce(DueTenant tenant, FreshnessRound round) {
        return round.asOf()
                .chain(asOf -> asOf.isEmpty()
                        ? Uni.createFrom().item(0)
                        : transactions
                                .forTenant(tenant.id(), JOB, tx -> announceBatch(tx, tenant.now()))
                                .chain(count -> count < BATCH
                                        ? Uni.createFrom().item(count)
                                        : announce(tenant, round).map(more -> more + count)));
    }

    private Uni<List<DueTenant>> tenantsWithDueInvoices(List<SandboxClock> sandboxes) {
        var names = sandboxes.stream().map(SandboxClock::tenant).toArray(String[]::new);
        var times = sandboxes.stream().map(SandboxClock::now).toArray(Instant[]::new);
        return transactions.acrossTenants(JOB, tx -> tx.query(TENANTS_WITH_DUE_INVOICES, tx.now(), names, times)
                .map(rows -> {
                    List<DueTenant> tenants = new ArrayList<>();
                    rows.forEach(row -> tenants.add(new DueTenant(
                            row.getString("tenant_id"),
                            row.getOffsetDateTime("now").toInstant())));
                    return tenants;
                }));
    }

    private Uni<Integer> announceBatch(PgTx tx, Instant due) {
        return tx.query(MARK, tx.tenant(), due, BATCH).chain(rows -> {
            List<OutboxEvent> events = new ArrayList<>(rows.size());
            rows.forEach(row -> events.add(event(row)));
            return outbox.append(tx, InvoicingEvent.TOPIC, events).replaceWith(events.size());
        });
    }

    /** An invoice that was issued before it was written with the first version has none until its open item comes. */
    private static OutboxEvent event(Row row) {
        var currency = Money.currency(row.getString("currency"));
        return new InvoiceOverdue(
                        row.getUUID("id"),
                        row.getString("number"),
                        row.getUUID("customer_id"),
                        row.getLocalDate("due_date"),
                        row.getOffsetDateTime("overdue_at").toInstant(),
                        currency.getCurrencyCode(),
                        new Money(row.getBigDecimal("open_amount"), currency).amount(),
                        Math.max(Progress.FIRST_OPEN_ITEM, row.getLong("open_item_version")))
                .at(row.getLong("sequence"));
    }

    /** A tenant and its clock when the round began. */
    private record DueTenant(String id, Instant now) {}
}
