package io.receivables.customer.customer.store;

import io.receivables.customer.customer.model.CustomerKind;
import java.util.List;
import java.util.Optional;

/**
 * What a list of customers is narrowed to.
 *
 * @param prefixes search terms that must all match, see SearchTerms
 */
public record CustomerFilter(
        List<String> prefixes, Optional<String> country, Optional<String> region, Optional<CustomerKind> kind) {}
