package io.receivables.chassis.tenant;

import java.time.Instant;

/** Told to observers in this process (CDI, asynchronous) once a sandbox tenant's new time is committed here. */
public record TenantClockMoved(String tenant, Instant now) {}
