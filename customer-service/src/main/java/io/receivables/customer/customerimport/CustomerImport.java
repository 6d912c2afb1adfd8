package io.receivables.customer.customerimport;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One import as it is stored: what it did so far and whether it is over. */
record CustomerImport(
        UUID id, Status status, Counts counts, String fileHash, Instant startedAt, Optional<Instant> finishedAt) {

    /** Where an import stands. */
    enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /** Rows by what became of them. */
    record Counts(int created, int changed, int unchanged, int rejected) {
        int rows() {
            return created + changed + unchanged + rejected;
        }
    }
}
