package io.receivables.invoicing.seller;

/** A postal address; the country is an ISO 3166-1 alpha-2 code. */
public record Address(String street, String city, String postalCode, String countryCode) {}
