package io.receivables.customer.customer.model;

/**
 * One rule that a draft breaks.
 *
 * @param field JSON path of the field, for example {@code address.countryCode}
 * @param code stable code, for example {@code iban_invalid}
 */
public record Violation(String field, String code, String message) {}
