package io.receivables.customer.customer.store;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.customer.customer.model.Contact;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.SearchTerms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Loads and stores hundreds of customers in one statement each, for imports. */
@ApplicationScoped
public class CustomerBatch {
    private static final String LOCK = "select " + CustomerRows.COLUMNS
            + " from customers c where c.tenant_id = $1 and c.external_id = any($2) order by c.id for update";

    private static final String RECORDS =
            """
            jsonb_to_recordset($2::text::jsonb) as r (
                id uuid, external_id text, kind text, name text, vat_id text, language text, time_zone text,
                currency text, region text, payment_terms_kind text, payment_terms_days integer,
                preferred_channel text, street text, city text, postal_code text, country_code text,
                contacts jsonb, email text, phone text, ibans text[], version bigint, sequence bigint,
                created_at timestamptz, changed_at timestamptz)""";

    private static final String INSERT =
            """
            insert into customers (tenant_id, id, external_id, kind, name, vat_id, language, time_zone, currency, region,
                                   payment_terms_kind, payment_terms_days, preferred_channel, street, city, postal_code,
                                   country_code, contacts, email, phone, ibans, version, sequence, created_at, changed_at)
            select $1, r.id, r.external_id, r.kind, r.name, r.vat_id, r.language, r.time_zone, r.currency, r.region,
                   r.payment_terms_kind, r.payment_terms_days, r.preferred_channel, r.street, r.city, r.postal_code,
                   r.country_code, r.contacts, r.email, r.phone, r.ibans, r.version, r.sequence, r.created_at, r.changed_at
              from"""
                    + " " + RECORDS + " order by r.external_id on conflict (tenant_id, external_id) do nothing";

    private static final String UPDATE =
            """
            update customers c
               set kind = r.kind, name = r.name, vat_id = r.vat_id, language = r.language, time_zone = r.time_zone,
                   currency = r.currency, region = r.region, payment_terms_kind = r.payment_terms_kind,
                   payment_terms_days = r.payment_terms_days, preferred_channel = r.preferred_channel,
                   street = r.street, city = r.city, postal_code = r.postal_code, country_code = r.country_code,
                   contacts = r.contacts, email = r.email, phone = r.phone, ibans = r.ibans, version = r.version,
                   sequence = r.sequence, changed_at = r.changed_at
              from"""
                    + " " + RECORDS + " where c.tenant_id = $1 and c.id = r.id";

    private static final String FORGET_TERMS =
            "delete from customer_search_terms where tenant_id = $1 and customer_id = any($2)";

    private static final String INSERT_TERMS =
            """
            insert into customer_search_terms (tenant_id, term, customer_id)
            select $1, t.term, t.customer_id from unnest($2::text[], $3::uuid[]) as t (term, customer_id)""";

    /** The customers with these external ids, by external id, their rows locked in one order for everybody. */
    public Uni<Map<String, Customer>> lock(PgTx tx, Collection<String> externalIds) {
        return tx.query(LOCK, tx.tenant(), externalIds.toArray(String[]::new))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(CustomerRows::read)
                        .collect(Collectors.toMap(c -> c.profile().externalId(), Function.identity())));
    }

    /**
     * Inserts new customers; gives the number inserted, which is smaller when somebody else registered one of the
     * external ids meanwhile.
     */
    public Uni<Integer> insert(PgTx tx, List<Customer> customers) {
        if (customers.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.execute(INSERT, tx.tenant(), records(customers))
                .call(inserted -> inserted == customers.size()
                        ? insertTerms(tx, customers)
                        : Uni.createFrom().voidItem());
    }

    /** Stores customers whose rows this transaction has locked. */
    public Uni<Void> update(PgTx tx, List<Customer> customers) {
        if (customers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = customers.stream().map(Customer::id).toArray(UUID[]::new);
        return tx.execute(UPDATE, tx.tenant(), records(customers))
                .chain(() -> tx.execute(FORGET_TERMS, tx.tenant(), ids))
                .chain(() -> insertTerms(tx, customers));
    }

    private static Uni<Void> insertTerms(PgTx tx, List<Customer> customers) {
        var terms = new ArrayList<String>();
        var owners = new ArrayList<UUID>();
        for (var customer : customers) {
            for (var term : SearchTerms.of(customer.profile())) {
                terms.add(term);
                owners.add(customer.id());
            }
        }
        return tx.execute(INSERT_TERMS, tx.tenant(), terms.toArray(String[]::new), owners.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    private static String records(List<Customer> customers) {
        return Json.text(customers.stream()
                .map(CustomerRecord::of)
                .sorted(Comparator.comparing(CustomerRecord::externalId))
                .toList());
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record CustomerRecord(
            UUID id,
            String externalId,
            String kind,
            String name,
            Optional<String> vatId,
            String language,
            String timeZone,
            String currency,
            Optional<String> region,
            String paymentTermsKind,
            int paymentTermsDays,
            String preferredChannel,
            String street,
            String city,
            String postalCode,
            String countryCode,
            List<Contact> contacts,
            Optional<String> email,
            Optional<String> phone,
            List<String> ibans,
            long version,
            long sequence,
            Instant createdAt,
            Instant changedAt) {

        static CustomerRecord of(Customer customer) {
            var profile = customer.profile();
            return new CustomerRecord(
                    customer.id(),
                    profile.externalId(),
                    profile.kind().name(),
                    profile.name(),
                    profile.vatId(),
                    profile.language(),
                    profile.timeZone().getId(),
                    profile.currency().getCurrencyCode(),
                    profile.region(),
                    profile.paymentTerms().kind().name(),
                    profile.paymentTerms().days(),
                    profile.preferredChannel().name(),
                    profile.address().street(),
                    profile.address().city(),
                    profile.address().postalCode(),
                    profile.address().countryCode(),
                    profile.contacts(),
                    profile.email(),
                    profile.phone(),
                    profile.ibans(),
                    customer.version(),
                    customer.sequence(),
                    customer.createdAt(),
                    customer.changedAt());
        }
    }
}
