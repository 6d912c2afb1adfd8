package io.receivables.invoicing.inbound.customer;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** What an invoice needs of a customer, as CustomerRegistered and CustomerChanged carry it. */
record CustomerState(
        UUID customerId,
        String externalId,
        String kind,
        String name,
        Optional<String> vatId,
        String language,
        ZoneId timeZone,
        Optional<String> region,
        Terms paymentTerms,
        Address address) {

    /** When this customer's invoices are due. */
    record Terms(String kind, int days) {}

    /** Only the country matters here. */
    record Address(String countryCode) {}
}
