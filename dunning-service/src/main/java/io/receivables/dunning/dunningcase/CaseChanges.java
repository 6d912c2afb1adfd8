package io.receivables.dunning.dunningcase;

import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Applies what other services said to the cases of invoices, in the transaction that received it. */
@ApplicationScoped
public class CaseChanges {

    private final CaseRepository cases;
    private final PolicyRepository policies;

    CaseChanges(CaseRepository cases, PolicyRepository policies) {
        this.cases = cases;
        this.policies = policies;
    }

    /**
     * Locks the cases of the invoices, applies the change to each, and stores those that are different afterwards.
     *
     * @return reopened cases whose last reminder had not gone out when they were closed
     */
    public Uni<List<UUID>> change(
            PgTx tx, Collection<UUID> invoiceIds, BiFunction<DunningCase, DunningPolicy, DunningCase> change) {
        return cases.lockByInvoices(tx, invoiceIds)
                .chain(locked -> locked.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : policies.versions(tx).chain(versions -> store(tx, locked, versions, change)));
    }

    private Uni<List<UUID>> store(
            PgTx tx,
            List<DunningCase> locked,
            PolicyVersions versions,
            BiFunction<DunningCase, DunningPolicy, DunningCase> change) {
        List<DunningCase> changed = new ArrayList<>();
        List<UUID> reopened = new ArrayList<>();
        for (DunningCase before : locked) {
            DunningCase after = change.apply(before, versions.version(before.policyVersion()));
            if (!after.equals(before)) {
                changed.add(after);
            }
            if (after.isOpen() && !before.isOpen() && after.progress().inDelivery()) {
                reopened.add(after.id());
            }
        }
        return cases.saveAll(tx, changed).replaceWith(reopened);
    }
}
