package io.receivables.customer.customer.model;

/** How a customer wants to be contacted about money. */
public enum Channel {
    EMAIL,
    SMS,
    LETTER,
    PHONE,
    VISIT
}
