package io.receivables.customer.events;

import java.time.Instant;

/** The clock of a sandbox tenant was moved forward; every service follows. */
public record TenantClockMoved(String tenant, Instant previousClock, Instant clock) implements CustomerEvent {}
