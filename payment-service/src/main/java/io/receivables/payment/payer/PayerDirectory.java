package io.receivables.payment.payer;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Copy of what this service needs of customers: that they exist and from which accounts they pay. */
@ApplicationScoped
public class PayerDirectory {
    private static final String UPSERT =
            """
            insert into customers (tenant_id, customer_id, name) values ($1, $2, $3)
            on conflict (tenant_id, customer_id) do update set name = excluded.name""";
    private static final String DROP_IBANS =
            "delete from customer_ibans where tenant_id = $1 and customer_id = $2 and iban <> all($3::text[])";
    private static final String ADD_IBANS =
            """
            insert into customer_ibans (tenant_id, iban, customer_id)
            select $1, i, $2 from unnest($3::text[]) as i on conflict do nothing""";
    /** An account two customers share tells nothing. */
    private static final String BY_IBAN =
            """
            select iban, (array_agg(customer_id))[1] from customer_ibans
             where tenant_id = $1 and iban = any($2::text[]) group by iban having count(*) = 1""";

    private static final String KNOWN =
            """
            select w.id from unnest($2::uuid[]) as w (id)
              left join lateral (select 1 as known from customers
                                  where tenant_id = $1 and customer_id = w.id limit 1) c on true
              left join lateral (select 1 as known from open_items
                                  where tenant_id = $1 and customer_id = w.id limit 1) o on true
             where c.known is not null or o.known is not null""";

    /** The form in which account numbers are stored and compared. */
    public static String normalised(String iban) {
        return iban.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    public Uni<Void> put(PgTx tx, UUID customerId, String name, List<String> ibans) {
        var accounts = ibans.stream().map(PayerDirectory::normalised).distinct().toArray(String[]::new);
        return tx.execute(UPSERT, tx.tenant(), customerId, name)
                .chain(() -> tx.execute(DROP_IBANS, tx.tenant(), customerId, accounts))
                .chain(() -> tx.execute(ADD_IBANS, tx.tenant(), customerId, accounts))
                .replaceWithVoid();
    }

    /** The customers that are known by their account, for the accounts where there is exactly one. */
    public Uni<Map<String, UUID>> customersOf(PgTx tx, Collection<String> ibans) {
        if (ibans.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.query(BY_IBAN, tx.tenant(), ibans.toArray(String[]::new)).map(rows -> {
            var customers = new HashMap<String, UUID>();
            rows.forEach(row -> customers.put(row.getString(0), row.getUUID(1)));
            return customers;
        });
    }

    /** Those of the customers that are known, by their own event or by an invoice. */
    public Uni<Set<UUID>> known(PgTx tx, Collection<UUID> customers) {
        if (customers.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return tx.query(KNOWN, tx.tenant(), customers.toArray(UUID[]::new)).map(rows -> {
            var known = new HashSet<UUID>();
            rows.forEach(row -> known.add(row.getUUID(0)));
            return known;
        });
    }
}
