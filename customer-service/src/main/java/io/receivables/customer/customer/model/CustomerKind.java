package io.receivables.customer.customer.model;

/** Whether a customer is a business or a natural person; late-payment law and invoice content differ between the two. */
public enum CustomerKind {
    COMPANY,
    PERSON
}
