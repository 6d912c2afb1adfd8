package io.receivables.customer.customer.model;

/**
 * Postal address.
 *
 * @param countryCode ISO 3166-1 alpha-2
 */
public record Address(String street, String city, String postalCode, String countryCode) {}
