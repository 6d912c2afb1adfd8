package io.receivables.reporting.projection.customer;

import java.util.Optional;
import java.util.UUID;

/** What reports need of CustomerRegistered.v1 and CustomerChanged.v1; both carry the full state. */
record CustomerState(
        UUID customerId,
        String externalId,
        String kind,
        String name,
        Optional<Address> address,
        Optional<String> region,
        String language,
        String timeZone,
        String currency) {
    record Address(Optional<String> countryCode) {}
}
