package io.receivables.chassis.auditchain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Published head of a tenant's chain: the anchor outside the database.
 *
 * @param service without the suffix -service
 * @param hash 64 lower-case hexadecimal digits
 * @param sealedAt by the machine's clock
 */
record AuditSealed(String tenant, String service, long position, String hash, UUID entryId, Instant sealedAt) {
    static final String TYPE = "AuditSealed.v1";

    AuditSealed {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(entryId, "entryId");
    }
}
