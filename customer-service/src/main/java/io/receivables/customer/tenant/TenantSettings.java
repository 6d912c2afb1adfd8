package io.receivables.customer.tenant;

import java.time.Instant;
import java.util.Optional;

/** What an administrator states about his tenant, checked. */
record TenantSettings(String name, boolean sandbox, Optional<Instant> initialClock) {}
