package io.receivables.customer.customer.model;

import java.util.List;

/** Outcome of checking a draft: a valid profile, or every rule the draft breaks. */
public sealed interface Checked {
    /** The draft obeys every rule. */
    record Valid(CustomerProfile profile) implements Checked {}

    /** The draft breaks at least one rule. */
    record Invalid(List<Violation> violations) implements Checked {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
