package io.receivables.customer.events;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A customer as the events publish it: complete, so that no reader has to call back. */
public record CustomerState(
        UUID customerId,
        String externalId,
        String kind,
        String name,
        Optional<String> vatId,
        String language,
        String timeZone,
        String currency,
        Optional<String> region,
        PaymentTerms paymentTerms,
        String preferredChannel,
        Address address,
        List<Contact> contacts,
        Optional<String> email,
        Optional<String> phone,
        List<String> ibans) {

    /** When an invoice falls due: days after issue (NET) or after the end of its month (END_OF_MONTH). */
    public record PaymentTerms(String kind, int days) {}

    /** Postal address; countryCode is ISO 3166-1 alpha-2. */
    public record Address(String street, String city, String postalCode, String countryCode) {}

    /** A person to talk to. */
    public record Contact(String name, Optional<String> email, Optional<String> phone, Optional<String> role) {}
}
