package io.receivables.payment.payment.store;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Remembers what payments name that is not known yet, so that they meet the invoice when it arrives. */
@ApplicationScoped
public class AwaitedReferences {
    private static final String INSERT =
            """
            insert into awaited_references (tenant_id, reference_key, payment_id)
            select $1, n.* from unnest($2::text[], $3::uuid[]) as n on conflict do nothing""";
    private static final String DELETE =
            "delete from awaited_references where tenant_id = $1 and payment_id = any($2::uuid[])";
    static final String WAITING =
            """
            select distinct payment_id from awaited_references
             where tenant_id = $1 and reference_key = any($2::text[]) order by payment_id""";

    public Uni<Void> await(PgTx tx, Map<UUID, Set<String>> keysOfPayments) {
        var keys = new ArrayList<String>();
        var payments = new ArrayList<UUID>();
        keysOfPayments.forEach((payment, awaited) -> awaited.forEach(key -> {
            keys.add(key);
            payments.add(payment);
        }));
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.execute(INSERT, tx.tenant(), keys.toArray(String[]::new), payments.toArray(UUID[]::new))
                        .replaceWithVoid();
    }

    /** Ends the waiting, because the payment is used up or somebody decided about it. */
    public Uni<Void> forget(PgTx tx, Collection<UUID> payments) {
        return payments.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.execute(DELETE, tx.tenant(), payments.toArray(UUID[]::new)).replaceWithVoid();
    }

    /** Payments that wait for one of the keys, in the order of their ids. */
    public Uni<List<UUID>> waitingFor(PgTx tx, Collection<String> keys) {
        return tx.query(WAITING, tx.tenant(), keys.toArray(String[]::new)).map(rows -> {
            var payments = new ArrayList<UUID>();
            rows.forEach(row -> payments.add(row.getUUID(0)));
            return payments;
        });
    }
}
