package io.receivables.customer.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A customer became known. */
public record CustomerRegistered(@JsonUnwrapped CustomerState state) implements CustomerEvent {}
