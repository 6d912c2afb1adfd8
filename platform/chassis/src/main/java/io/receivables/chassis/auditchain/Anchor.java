package io.receivables.chassis.auditchain;

import java.time.Instant;
import java.util.UUID;

/** A head of a chain as it was found on the topic. */
record Anchor(String tenant, long position, String hash, UUID entryId, Instant publishedAt) {}
