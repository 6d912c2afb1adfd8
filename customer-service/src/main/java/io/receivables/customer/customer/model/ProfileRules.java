package io.receivables.customer.customer.model;

import io.receivables.chassis.time.TimeZones;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rules a customer's profile obeys, the same for every way in: fields that must be there, their formats, and that the
 * preferred channel can be used.
 */
public final class ProfileRules {
    private static final int MAX_CONTACTS = 20;
    private static final int MAX_IBANS = 20;
    private static final String DEFAULT_LANGUAGE = "en";

    private final FieldReader read = new FieldReader();
    private final ProfileDraft draft;

    private ProfileRules(ProfileDraft draft) {
        this.draft = draft;
    }

    /** Turns a draft into a profile, normalised and with defaults filled in, or names every rule it breaks. */
    public static Checked check(ProfileDraft draft) {
        return new ProfileRules(draft).check();
    }

    private Checked check() {
        var externalId = read.required("externalId", draft.externalId(), 64);
        var kind = read.constant(
                "kind", nonEmpty(read.required("kind", draft.kind(), 20)), CustomerKind.class, "kind_unknown");
        var name = read.required("name", draft.name(), 200);
        var vatId = optional("vatId", draft.vatId(), Formats::vatId, "vat_id_invalid", "is not a tax number");
        var language = optional(
                "language", draft.language(), Formats::language, "language_unknown", "is not an ISO 639-1 code");
        var timeZone =
                required("timeZone", draft.timeZone(), TimeZones::of, "time_zone_unknown", "is not an IANA time zone");
        var currency = required(
                "currency", draft.currency(), Formats::currency, "unknown_currency", "is not an ISO 4217 code");
        var region = read.optional("region", draft.region(), 64);
        var terms = paymentTerms();
        var address = address();
        var contacts = contacts();
        var email = email("email", draft.email());
        var phone = phone("phone", draft.phone());
        var ibans = ibans();
        var channel = channel(email, phone, contacts);
        if (!read.violations().isEmpty()) {
            return new Checked.Invalid(read.violations());
        }
        return new Checked.Valid(new CustomerProfile(
                externalId,
                kind.orElseThrow(),
                name,
                vatId,
                language.orElse(DEFAULT_LANGUAGE),
                timeZone.orElseThrow(),
                currency.orElseThrow(),
                region,
                terms,
                channel,
                address,
                contacts,
                email,
                phone,
                ibans));
    }

    private PaymentTerms paymentTerms() {
        var terms = draft.paymentTerms();
        if (terms == null) {
            return PaymentTerms.DEFAULT;
        }
        var kind = read.constant(
                "paymentTerms.kind",
                nonEmpty(read.required("paymentTerms.kind", terms.kind(), 20)),
                PaymentTerms.Kind.class,
                "payment_terms_kind_unknown");
        if (terms.days() == null) {
            read.violation("paymentTerms.days", FieldReader.REQUIRED, "is required");
        } else if (terms.days() < 0 || terms.days() > PaymentTerms.MAX_DAYS) {
            read.violation(
                    "paymentTerms.days",
                    "payment_terms_days_out_of_range",
                    "is not between 0 and " + PaymentTerms.MAX_DAYS);
        } else if (kind.isPresent()) {
            return new PaymentTerms(kind.get(), terms.days());
        }
        return PaymentTerms.DEFAULT;
    }

    private Address address() {
        var raw = Optional.ofNullable(draft.address())
                .orElseGet(() -> new ProfileDraft.AddressDraft(null, null, null, null));
        var street = read.required("address.street", raw.street(), 200);
        var city = read.required("address.city", raw.city(), 100);
        var postalCode = read.required("address.postalCode", raw.postalCode(), 20);
        var country = required(
                "address.countryCode",
                raw.countryCode(),
                Formats::country,
                "country_unknown",
                "is not an ISO 3166-1 alpha-2 code");
        return new Address(street, city, postalCode, country.orElse(""));
    }

    private List<Contact> contacts() {
        var raw = Optional.ofNullable(draft.contacts()).orElse(List.of());
        if (raw.size() > MAX_CONTACTS) {
            read.violation("contacts", "too_many", "has more than " + MAX_CONTACTS + " entries");
            return List.of();
        }
        return IntStream.range(0, raw.size())
                .mapToObj(i -> contact("contacts[" + i + "]", raw.get(i)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Contact> contact(String path, ProfileDraft.ContactDraft raw) {
        if (raw == null) {
            read.violation(path, FieldReader.REQUIRED, "is required");
            return Optional.empty();
        }
        return Optional.of(new Contact(
                read.required(path + ".name", raw.name(), 200),
                email(path + ".email", raw.email()),
                phone(path + ".phone", raw.phone()),
                read.optional(path + ".role", raw.role(), 64)));
    }

    private List<String> ibans() {
        var raw = Optional.ofNullable(draft.ibans()).orElse(List.of());
        if (raw.size() > MAX_IBANS) {
            read.violation("ibans", "too_many", "has more than " + MAX_IBANS + " entries");
            return List.of();
        }
        var distinct = new LinkedHashSet<String>();
        for (int i = 0; i < raw.size(); i++) {
            required("ibans[" + i + "]", raw.get(i), Formats::iban, "iban_invalid", "is not a valid IBAN")
                    .ifPresent(distinct::add);
        }
        return List.copyOf(distinct);
    }

    /** Without a stated channel: e-mail when there is an address for it, else a letter. */
    private Channel channel(Optional<String> email, Optional<String> phone, List<Contact> contacts) {
        var hasEmail =
                email.isPresent() || contacts.stream().anyMatch(c -> c.email().isPresent());
        var hasPhone =
                phone.isPresent() || contacts.stream().anyMatch(c -> c.phone().isPresent());
        var stated = read.constant(
                "preferredChannel",
                read.optional("preferredChannel", draft.preferredChannel(), 20),
                Channel.class,
                "channel_unknown");
        var channel = stated.orElse(hasEmail ? Channel.EMAIL : Channel.LETTER);
        var reachable =
                switch (channel) {
                    case EMAIL -> hasEmail;
                    case SMS, PHONE -> hasPhone;
                    case LETTER, VISIT -> true;
                };
        if (!reachable) {
            read.violation(
                    "preferredChannel",
                    "channel_unreachable",
                    "is " + channel + ", but neither the customer nor a contact can be reached that way");
        }
        return channel;
    }

    private Optional<String> email(String field, String raw) {
        return optional(field, raw, Formats::email, "email_invalid", "is not an e-mail address");
    }

    private Optional<String> phone(String field, String raw) {
        return optional(field, raw, Formats::phone, "phone_invalid", "is not a telephone number of 5 to 15 digits");
    }

    private <T> Optional<T> optional(
            String field, String raw, Function<String, Optional<T>> format, String code, String message) {
        return read.parsed(field, read.optional(field, raw, 254), format, code, message);
    }

    private <T> Optional<T> required(
            String field, String raw, Function<String, Optional<T>> format, String code, String message) {
        return read.parsed(field, nonEmpty(read.required(field, raw, 254)), format, code, message);
    }

    private static Optional<String> nonEmpty(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
