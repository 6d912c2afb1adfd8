package io.receivables.dunning.sweep;

import java.time.Instant;

/**
 * A tenant that has something to do.
 *
 * @param now the tenant's clock when it was found; a claim takes what was due by then, because what is known of payments
 *     is as of later than that, while the clock of a sandbox may jump at any time
 */
public record DueTenant(String id, Instant now) {}
