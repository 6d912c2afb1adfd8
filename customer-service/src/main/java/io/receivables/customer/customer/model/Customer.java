package io.receivables.customer.customer.model;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/**
 * A customer of a tenant: who owes, how he is reached and on which terms. A change that changes nothing leaves version
 * and event sequence alone. The caller holds the row's lock while changing it.
 */
@Entity
@Table(name = "customers")
public class Customer {
    @EmbeddedId
    private CustomerKey key;

    @Column(name = "external_id")
    private String externalId;

    @Enumerated(EnumType.STRING)
    private CustomerKind kind;

    private String name;

    @Column(name = "vat_id")
    private String vatId;

    private String language;

    @Column(name = "time_zone")
    private String timeZone;

    private String currency;
    private String region;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_terms_kind")
    private PaymentTerms.Kind paymentTermsKind;

    @Column(name = "payment_terms_days")
    private int paymentTermsDays;

    @Enumerated(EnumType.STRING)
    @Column(name = "preferred_channel")
    private Channel preferredChannel;

    private String street;
    private String city;

    @Column(name = "postal_code")
    private String postalCode;

    @Column(name = "country_code")
    private String countryCode;

    @ColumnTransformer(read = "cast(contacts as text)", write = "cast(cast(? as text) as jsonb)")
    private Contacts contacts;

    private String email;
    private String phone;
    private String[] ibans;
    private long version;
    private long sequence;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    protected Customer() {}

    private Customer(CustomerKey key, CustomerProfile profile, Progress progress) {
        this.key = key;
        this.version = progress.version();
        this.sequence = progress.sequence();
        this.createdAt = progress.createdAt();
        this.changedAt = progress.changedAt();
        take(profile);
    }

    /** A new customer at version 1, whose first event is CustomerRegistered. */
    public static Customer register(String tenantId, UUID id, CustomerProfile profile, Instant now) {
        return new Customer(new CustomerKey(tenantId, id), profile, new Progress(1, 1, now, now));
    }

    /** A customer as it was stored. */
    public static Customer stored(CustomerKey key, CustomerProfile profile, Progress progress) {
        return new Customer(key, profile, progress);
    }

    /** Takes over a new profile; gives the names of the changed fields, none when the profile is the same. */
    public List<String> change(CustomerProfile profile, Instant now) {
        var changed = profile().differencesTo(profile);
        if (!changed.isEmpty()) {
            take(profile);
            version++;
            sequence++;
            changedAt = now;
        }
        return changed;
    }

    private void take(CustomerProfile profile) {
        externalId = profile.externalId();
        kind = profile.kind();
        name = profile.name();
        vatId = profile.vatId().orElse(null);
        language = profile.language();
        timeZone = profile.timeZone().getId();
        currency = profile.currency().getCurrencyCode();
        region = profile.region().orElse(null);
        paymentTermsKind = profile.paymentTerms().kind();
        paymentTermsDays = profile.paymentTerms().days();
        preferredChannel = profile.preferredChannel();
        street = profile.address().street();
        city = profile.address().city();
        postalCode = profile.address().postalCode();
        countryCode = profile.address().countryCode();
        contacts = new Contacts(profile.contacts());
        email = profile.email().orElse(null);
        phone = profile.phone().orElse(null);
        ibans = profile.ibans().toArray(String[]::new);
    }

    public CustomerProfile profile() {
        return new CustomerProfile(
                externalId,
                kind,
                name,
                Optional.ofNullable(vatId),
                language,
                ZoneId.of(timeZone),
                Currency.getInstance(currency),
                Optional.ofNullable(region),
                new PaymentTerms(paymentTermsKind, paymentTermsDays),
                preferredChannel,
                new Address(street, city, postalCode, countryCode),
                contacts.items(),
                Optional.ofNullable(email),
                Optional.ofNullable(phone),
                List.of(ibans));
    }

    public UUID id() {
        return key.id();
    }

    public String tenantId() {
        return key.tenantId();
    }

    /** Grows by one with each change; what ETag and If-Match compare. */
    public long version() {
        return version;
    }

    /** Number of events published about this customer. */
    public long sequence() {
        return sequence;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** How often and when a customer changed. */
    public record Progress(long version, long sequence, Instant createdAt, Instant changedAt) {}
}
