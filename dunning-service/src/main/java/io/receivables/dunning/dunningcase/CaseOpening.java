package io.receivables.dunning.dunningcase;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.dunningcase.model.Balance;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.InvoiceFacts;
import io.receivables.dunning.dunningcase.store.CaseRepository;
import io.receivables.dunning.dunningcase.store.OpenItemRepository;
import io.receivables.dunning.dunningcase.store.OpenItemRepository.OpenItem;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.receivables.dunning.policy.store.PolicyRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens cases for issued invoices, on the policy version in force on the day of issue. */
@ApplicationScoped
public class CaseOpening {

    /** An invoice and when it was issued. */
    public record Issued(InvoiceFacts invoice, Instant at) {}

    private final CaseRepository cases;
    private final OpenItemRepository openItems;
    private final PolicyRepository policies;

    CaseOpening(CaseRepository cases, OpenItemRepository openItems, PolicyRepository policies) {
        this.cases = cases;
        this.openItems = openItems;
        this.policies = policies;
    }

    /** Opens one case per invoice, with what is already known of its payment. */
    public Uni<Void> open(PgTx tx, List<Issued> issued) {
        if (issued.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> ids = issued.stream().map(each -> each.invoice().invoiceId()).toList();
        return openItems
                .lock(tx, ids)
                .chain(known -> policies.versions(tx).map(versions -> issued.stream()
                        .map(each -> open(each, known, versions))
                        .toList()))
                .chain(opened -> cases.insertAll(tx, opened));
    }

    private static DunningCase open(Issued issued, Map<UUID, OpenItem> known, PolicyVersions versions) {
        InvoiceFacts invoice = issued.invoice();
        Balance balance = Optional.ofNullable(known.get(invoice.invoiceId()))
                .map(item -> item.balance(invoice.total()))
                .orElse(Balance.ofInvoice(invoice.total()));
        return DunningCase.open(Ids.next(), invoice, balance, versions.inForceOn(invoice.issueDate()), issued.at());
    }
}
