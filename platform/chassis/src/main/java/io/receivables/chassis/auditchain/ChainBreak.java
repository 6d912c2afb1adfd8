package io.receivables.chassis.auditchain;

import java.util.Optional;
import java.util.UUID;

/**
 * One place where a trail is not what was sealed or published.
 *
 * @param position in the chain; absent for an entry that has none
 */
public record ChainBreak(Kind kind, Optional<Long> position, Optional<UUID> entryId, String detail) {

    /** What was done to the trail, as far as the traces tell. */
    public enum Kind {
        /** The entry is not the one that was sealed. */
        EDITED,
        /** The entry, or its seal, is missing from the middle. */
        DELETED,
        /** The entry was put into the trail past the sealer, or dated back. */
        INSERTED,
        /** The seal is not the one that was made, or not the one that was published. */
        SEAL_BROKEN,
        /** The trail ends before what was published. */
        TAIL_CUT
    }
}
