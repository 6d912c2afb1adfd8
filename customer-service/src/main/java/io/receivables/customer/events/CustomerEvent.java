package io.receivables.customer.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The published language of this service; every change to a record is a change of a contract. */
public sealed interface CustomerEvent permits CustomerRegistered, CustomerChanged, TenantRegistered, TenantClockMoved {
    /** Name and version, as in the contract. */
    @JsonIgnore
    default String type() {
        return getClass().getSimpleName() + ".v1";
    }
}
