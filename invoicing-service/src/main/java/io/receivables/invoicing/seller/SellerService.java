package io.receivables.invoicing.seller;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.tx.PgTx;
import io.receivables.invoicing.InvoicingProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Use cases of seller entities; every change is audited. */
@ApplicationScoped
class SellerService {
    private static final String ENTITY = "seller";

    private final SellerRepository repository;
    private final Audit audit;

    SellerService(SellerRepository repository, Audit audit) {
        this.repository = repository;
        this.audit = audit;
    }

    Uni<Seller> create(PgTx tx, Seller seller) {
        return requireOwnPrefixes(tx, seller)
                .chain(() -> repository.insert(tx, seller))
                .chain(() -> repository.startSeries(tx, seller))
                .chain(() -> audit.append(tx, ENTITY, seller.id(), "CREATE", null, null, SellerResponse.of(seller)))
                .replaceWith(seller);
    }

    /** The new state; a prefix that changes starts a series of its own. */
    Uni<Seller> change(PgTx tx, String ifMatch, Seller wanted) {
        long expected = ETags.requireMatch(ifMatch);
        return find(tx, wanted.id()).chain(before -> {
            ETags.check(ifMatch, before.version());
            var after = wanted.withVersion(expected + 1);
            return requireOwnPrefixes(tx, after)
                    .chain(() -> repository.update(tx, after, expected))
                    .invoke(changed -> {
                        if (!changed) {
                            ETags.check(ifMatch, expected + 1);
                        }
                    })
                    .chain(() -> repository.startSeries(tx, after))
                    .chain(() -> audit.append(
                            tx,
                            ENTITY,
                            after.id(),
                            "CHANGE",
                            null,
                            SellerResponse.of(before),
                            SellerResponse.of(after)))
                    .replaceWith(after);
        });
    }

    Uni<Seller> find(PgTx tx, UUID id) {
        return repository.find(tx, id).map(found -> found.orElseThrow(() -> Problem.notFound("Seller " + id)));
    }

    private Uni<Void> requireOwnPrefixes(PgTx tx, Seller seller) {
        return repository
                .otherPrefixes(tx, seller)
                .invoke(others -> {
                    for (var other : others) {
                        refuseClash(seller.invoicePrefix(), other, "numberingSeries.invoicePrefix");
                        refuseClash(seller.creditNotePrefix(), other, "numberingSeries.creditNotePrefix");
                    }
                })
                .replaceWithVoid();
    }

    private static void refuseClash(NumberingPrefix wanted, NumberingPrefix other, String field) {
        if (wanted.clashesWith(other)) {
            throw Problem.of(
                            InvoicingProblem.NUMBERING_PREFIX_TAKEN,
                            "Prefix " + wanted.value() + " cannot be told from " + other.value() + ".")
                    .at(field, "prefix_taken", "cannot be told from " + other.value());
        }
    }
}
