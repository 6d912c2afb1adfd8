package io.receivables.customer.customer.model;

import java.util.List;

/** The contacts of a customer as one value, stored as one JSON column. */
public record Contacts(List<Contact> items) {
    public Contacts {
        items = List.copyOf(items);
    }
}
