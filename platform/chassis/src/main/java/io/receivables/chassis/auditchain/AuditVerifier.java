package io.receivables.chassis.auditchain;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.SystemClock;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes a tenant's chain again from its entries and compares it with the seals and with the heads published outside
 * the database. Heads are read first: whatever was published by then is in the database, or was taken out of it.
 */
@ApplicationScoped
public class AuditVerifier {
    private static final String JOB = "audit-verification";
    private static final String SAVE =
            """
            insert into audit_chains (tenant_id, verified_at, breaks) values ($1, $2, $3)
            on conflict (tenant_id) do update set verified_at = excluded.verified_at, breaks = excluded.breaks""";

    private final Transactions transactions;
    private final AnchorComparison anchors;
    private final AuditTopic topic;
    private final AuditConfig config;
    private final SystemClock clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    AuditVerifier(
            Transactions transactions,
            AnchorComparison anchors,
            AuditTopic topic,
            AuditConfig config,
            SystemClock clock) {
        this.transactions = transactions;
        this.anchors = anchors;
        this.topic = topic;
        this.config = config;
        this.clock = clock;
    }

    /** Verifies one tenant's trail; one at a time. */
    public Uni<AuditVerification> verify(String tenant) {
        return Uni.createFrom().deferred(() -> {
            if (!running.add(tenant)) {
                throw Problem.of(CommonProblem.CONFLICT, "The audit trail is being verified already.");
            }
            return anchors.of(tenant)
                    .chain(findings -> verify(tenant, findings))
                    .eventually(() -> running.remove(tenant));
        });
    }

    /** The same when the published heads were compared already. */
    Uni<AuditVerification> verify(String tenant, AnchorFindings findings) {
        return transactions.forTenant(tenant, JOB, tx -> verify(tx, findings));
    }

    private Uni<AuditVerification> verify(PgTx tx, AnchorFindings findings) {
        var began = clock.now();
        var breaks = new Breaks();
        var walk = new ChainWalk(config.backdatingTolerance(), breaks);
        var trail = new TrailReader(tx, breaks);
        return trail.walk(walk)
                .chain(trail::findStrays)
                .invoke(() -> findings.report(walk.position(), breaks))
                .chain(() -> tx.execute(SAVE, tx.tenant(), began, breaks.count()))
                .map(saved -> result(tx.tenant(), began, walk, trail, findings, breaks));
    }

    private AuditVerification result(
            String tenant, Instant began, ChainWalk walk, TrailReader trail, AnchorFindings findings, Breaks breaks) {
        return new AuditVerification(
                tenant,
                topic.service(),
                began,
                walk.checked(),
                trail.waiting(),
                walk.position(),
                walk.position() == 0
                        ? Optional.empty()
                        : Optional.of(HexFormat.of().formatHex(walk.head())),
                findings.checked(),
                breaks.count() == 0,
                breaks.count(),
                breaks.first());
    }
}
