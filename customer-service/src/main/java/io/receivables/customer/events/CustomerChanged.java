package io.receivables.customer.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A customer changed.
 *
 * @param state the whole customer after the change
 * @param changedFields names of the fields that differ from the state before
 */
public record CustomerChanged(@JsonUnwrapped CustomerState state, List<String> changedFields)
        implements CustomerEvent {}
