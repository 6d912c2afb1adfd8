package io.receivables.dunning.policy;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.DunningProblem;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.BiFunction;

/** Adds versions to a tenant's policy; there is no change or removal, because running cases refer to their version. */
@ApplicationScoped
public class PolicyService {

    private final PolicyRepository policies;
    private final Audit audit;

    PolicyService(PolicyRepository policies, Audit audit) {
        this.policies = policies;
        this.audit = audit;
    }

    /** Stores the next version; writers of one tenant wait for each other, so that versions have no gaps. */
    public Uni<DunningPolicy> create(PgTx tx, BiFunction<Integer, LocalDate, DunningPolicy> definition) {
        return policies.lock(tx).chain(() -> policies.versions(tx)).chain(versions -> {
            LocalDate today = today(tx);
            DunningPolicy before = versions.newestFirst().get(0);
            DunningPolicy next = definition.apply(before.version() + 1, today);
            if (next.effectiveFrom().isBefore(today)) {
                throw Problem.of(
                                DunningProblem.POLICY_EFFECTIVE_IN_PAST,
                                "The earliest possible effective date is " + today + ".")
                        .at("effectiveFrom", "in_past", "must not be before " + today);
            }
            return policies.insert(tx, next)
                    .chain(() ->
                            audit.append(tx, "dunning-policy", policyId(tx.tenant()), "CREATE", null, before, next))
                    .replaceWith(next);
        });
    }

    /** Every version. */
    public Uni<PolicyVersions> versions(PgTx tx) {
        return policies.versions(tx);
    }

    /** The version that an invoice issued today would get. */
    public Uni<DunningPolicy> current(PgTx tx) {
        return policies.versions(tx).map(versions -> versions.inForceOn(today(tx)));
    }

    private static LocalDate today(PgTx tx) {
        return LocalDate.ofInstant(tx.now(), ZoneOffset.UTC);
    }

    /** All versions are one entity in the audit trail. */
    private static UUID policyId(String tenant) {
        return UUID.nameUUIDFromBytes(("dunning-policy:" + tenant).getBytes(StandardCharsets.UTF_8));
    }
}
