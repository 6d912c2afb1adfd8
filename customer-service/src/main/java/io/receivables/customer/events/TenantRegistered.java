package io.receivables.customer.events;

import java.time.Instant;
import java.util.Optional;

/**
 * A tenant was registered, or renamed: the event carries the whole state either way.
 *
 * @param clock where the clock of a sandbox tenant stands; absent while it follows the system clock
 */
public record TenantRegistered(String tenant, String name, boolean sandbox, Optional<Instant> clock)
        implements CustomerEvent {}
