package io.receivables.chassis.auditchain;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Verifies every tenant's trail on a schedule, on one replica at a time, and keeps the outcome as gauges. */
@ApplicationScoped
public class AuditVerificationJob {
    private static final Logger LOG = Logger.getLogger(AuditVerificationJob.class);
    /** How often the transaction that holds the lock says something, in the time after which it would be given up. */
    private static final int TICKS = 4;

    private static final String LOCK = "select pg_try_advisory_xact_lock(%d)".formatted(0x6175646976L);
    /** Tenants that have entries or a chain, by jumping from one to the next in the index. */
    private static final String DUE =
            """
            with recursive found as (
                (select tenant_id from audit_entries order by tenant_id limit 1)
                union all
                select (select e.tenant_id from audit_entries e
                         where e.tenant_id > found.tenant_id order by e.tenant_id limit 1)
                  from found where found.tenant_id is not null)
            select t.tenant_id
              from (select tenant_id from found where tenant_id is not null
                    union select tenant_id from audit_chains) as t
              left join audit_chains c on c.tenant_id = t.tenant_id
             where c.verified_at is null or c.verified_at <= $1""";

    private static final String OUTCOME =
            """
            select coalesce(sum(breaks), 0)::bigint as breaks,
                   coalesce(extract(epoch from clock_timestamp() - min(coalesce(verified_at, created_at))), 0)::bigint
                       as age
              from audit_chains""";

    private final Transactions transactions;
    private final AnchorComparison anchors;
    private final AuditVerifier verifier;
    private final AuditConfig config;
    private final SystemClock clock;
    private final Duration silence;
    private final AtomicLong breaks = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();

    AuditVerificationJob(
            Transactions transactions,
            AnchorComparison anchors,
            AuditVerifier verifier,
            AuditConfig config,
            SystemClock clock,
            @ConfigProperty(name = "receivables.database.silence") Duration silence,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.anchors = anchors;
        this.verifier = verifier;
        this.config = config;
        this.clock = clock;
        this.silence = silence;
        metrics.gauge("receivables.audit.breaks", breaks);
        metrics.gauge("receivables.audit.verified.age.seconds", ageSeconds);
    }

    @Scheduled(every = "10m", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return verifyDue()
                .onFailure()
                .invoke(failure -> LOG.error("The audit trails could not be verified", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Verifies every tenant whose last verification is too long ago; gives the number of tenants. */
    public Uni<Integer> verifyDue() {
        return transactions.acrossTenants("audit-verification", tx -> tx.query(LOCK)
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? verifyDue(tx)
                        : Uni.createFrom().item(0)));
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return transactions
                .acrossTenants("metrics", tx -> tx.query(OUTCOME))
                .map(rows -> rows.iterator().next())
                .invoke(row -> {
                    breaks.set(row.getLong("breaks"));
                    ageSeconds.set(row.getLong("age"));
                })
                .onFailure()
                .invoke(failure -> LOG.debug("The outcome of audit verifications could not be read", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Integer> verifyDue(PgTx tx) {
        var before = clock.now().minus(config.verifyEvery());
        return Plans.inOrderOfIndexes(tx).chain(() -> tx.query(DUE, before)).chain(rows -> {
            Set<String> due = new TreeSet<>();
            rows.forEach(row -> due.add(row.getString("tenant_id")));
            return due.isEmpty() ? Uni.createFrom().item(0) : whileAwake(tx, verifyAll(due));
        });
    }

    /** Work in other transactions may take longer than a transaction that says nothing is kept, and with it the lock. */
    private <T> Uni<T> whileAwake(PgTx tx, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            var ticking = Multi.createFrom()
                    .ticks()
                    .every(silence.dividedBy(TICKS))
                    .onOverflow()
                    .drop()
                    .onItem()
                    .transformToUniAndConcatenate(tick -> tx.query("select 1"))
                    .subscribe()
                    .with(answer -> {}, failure -> LOG.debug("The lock may be lost", failure));
            return work.onTermination().invoke(ticking::cancel);
        });
    }

    /** One pass over the topic for all; it also names tenants of which the database has nothing left. */
    private Uni<Integer> verifyAll(Set<String> due) {
        return anchors.ofAll().chain(findings -> unknown(findings).chain(vanished -> {
            due.addAll(vanished);
            return Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(
                            tenant -> verify(tenant, findings.getOrDefault(tenant, new AnchorFindings())))
                    .collect()
                    .with(java.util.stream.Collectors.summingInt(verified -> verified));
        }));
    }

    /** One tenant whose trail cannot be verified does not keep the others from it; that it is not shows in the metric of the age. */
    private Uni<Integer> verify(String tenant, AnchorFindings findings) {
        return verifier.verify(tenant, findings)
                .invoke(AuditVerificationJob::report)
                .replaceWith(1)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "The audit trail of tenant %s could not be verified", tenant))
                .onFailure()
                .recoverWithItem(0);
    }

    private Uni<Set<String>> unknown(Map<String, AnchorFindings> findings) {
        return transactions.acrossTenants("audit-verification", tx -> tx.query(
                        """
                                select t.tenant_id from unnest($1::text[]) as t (tenant_id)
                                 where not exists (select 1 from audit_chains c where c.tenant_id = t.tenant_id)""",
                        (Object) findings.keySet().toArray(String[]::new))
                .map(rows -> {
                    Set<String> tenants = new TreeSet<>();
                    rows.forEach(row -> tenants.add(row.getString("tenant_id")));
                    return tenants;
                }));
    }

    private static void report(AuditVerification outcome) {
        if (outcome.intact()) {
            return;
        }
        LOG.errorf(
                "The audit trail of tenant %s has %d breaks; the first is %s",
                outcome.tenant(), outcome.breakCount(), outcome.breaks().get(0));
    }
}
