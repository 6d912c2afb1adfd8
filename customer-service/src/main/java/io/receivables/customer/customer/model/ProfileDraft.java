package io.receivables.customer.customer.model;

import java.util.List;

/**
 * What a request or a file claims about a customer, not checked yet. This is the one place where an absent value is
 * {@code null}: {@link ProfileRules} turns a draft into a {@link CustomerProfile} or into the list of rules it breaks.
 */
public record ProfileDraft(
        String externalId,
        String kind,
        String name,
        String vatId,
        String language,
        String timeZone,
        String currency,
        String region,
        TermsDraft paymentTerms,
        String preferredChannel,
        AddressDraft address,
        List<ContactDraft> contacts,
        String email,
        String phone,
        List<String> ibans) {

    /** The draft that says what the profile says. */
    public static ProfileDraft of(CustomerProfile profile) {
        var address = profile.address();
        return new ProfileDraft(
                profile.externalId(),
                profile.kind().name(),
                profile.name(),
                profile.vatId().orElse(null),
                profile.language(),
                profile.timeZone().getId(),
                profile.currency().getCurrencyCode(),
                profile.region().orElse(null),
                new TermsDraft(
                        profile.paymentTerms().kind().name(),
                        profile.paymentTerms().days()),
                profile.preferredChannel().name(),
                new AddressDraft(address.street(), address.city(), address.postalCode(), address.countryCode()),
                profile.contacts().stream().map(ContactDraft::of).toList(),
                profile.email().orElse(null),
                profile.phone().orElse(null),
                profile.ibans());
    }

    /** Payment terms as claimed. */
    public record TermsDraft(String kind, Integer days) {}

    /** Address as claimed. */
    public record AddressDraft(String street, String city, String postalCode, String countryCode) {}

    /** Contact as claimed. */
    public record ContactDraft(String name, String email, String phone, String role) {
        static ContactDraft of(Contact contact) {
            return new ContactDraft(
                    contact.name(),
                    contact.email().orElse(null),
                    contact.phone().orElse(null),
                    contact.role().orElse(null));
        }
    }
}
