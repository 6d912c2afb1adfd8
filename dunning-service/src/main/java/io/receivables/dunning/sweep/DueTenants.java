package io.receivables.dunning.sweep;

import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.Transactions;
import io.receivables.dunning.config.DunningConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Finds the tenants that have something to do, each on its own clock, with a few index probes per tenant. */
@ApplicationScoped
public class DueTenants {

    /**
     * Steps from tenant to tenant through the index instead of reading every case. The time is materialized: under row level
     * security a comparison may use an index only with what cannot leak, and an expression over {@code coalesce} could.
     */
    private static final String FIND =
            """
            with recursive tenants(id) as (
                (select c.tenant_id from cases c order by c.tenant_id limit 1)
                union all
                select (select c.tenant_id from cases c where c.tenant_id > t.id order by c.tenant_id limit 1)
                from tenants t where t.id is not null
            ), timed as materialized (
                select t.id, coalesce(k.now, $1) as now
                from tenants t left join tenant_clocks k on k.tenant_id = t.id and k.sandbox
                where t.id is not null
            ), due(id) as (
                select t.id from timed t
                where exists (select 1 from cases c
                              where c.tenant_id = t.id and c.sendable and c.next_action_at <= t.now)
                   or exists (select 1 from cases c
                              where c.tenant_id = t.id and c.state = 'NOT_DUE' and c.due_at <= t.now)
                   or exists (select 1 from reminders r
                              where r.tenant_id = t.id and r.state in ('PLANNED', 'RETRY')
                                and r.attempt_at <= statement_timestamp())
                   or exists (select 1 from reminders r
                              where r.tenant_id = t.id and r.waits_until <= t.now)
                union
                select r.tenant_id from reminders r
                where r.state = 'SENDING' and r.attempt_at < statement_timestamp() - make_interval(secs => $2)
            )
            select d.id, coalesce(k.now, $1) as now
            from due d left join tenant_clocks k on k.tenant_id = d.id and k.sandbox""";

    private final Transactions transactions;
    private final SystemClock clock;
    private final DunningConfig config;

    DueTenants(Transactions transactions, SystemClock clock, DunningConfig config) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
    }

    /** Tenants with due cases, due dates to mark, reminders to send or reminders without a known outcome. */
    public Uni<List<DueTenant>> find() {
        double stale = config.delivery().unconfirmedAfter().toSeconds();
        return transactions.acrossTenants(
                SweepJob.NAME, tx -> tx.query(FIND, clock.now(), stale).map(rows -> {
                    List<DueTenant> tenants = new ArrayList<>();
                    for (Row row : rows) {
                        tenants.add(new DueTenant(
                                row.getString("id"),
                                row.getOffsetDateTime("now").toInstant()));
                    }
                    return tenants;
                }));
    }
}
