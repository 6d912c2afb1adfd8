package io.receivables.chassis.auditchain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A seal as it is found, with the entry it names if that is still there. */
record Link(long position, UUID entryId, byte[] hash, Instant sealedAt, Optional<TrailEntry> entry) {}
