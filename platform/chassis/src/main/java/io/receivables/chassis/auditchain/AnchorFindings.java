package io.receivables.chassis.auditchain;

import io.receivables.chassis.auditchain.ChainBreak.Kind;
import java.util.Optional;

/** What the published heads of one tenant say about the seals in the database; as small for millions as for one. */
final class AnchorFindings {
    private long checked;
    private Optional<Anchor> highest = Optional.empty();
    private Optional<Anchor> contradicted = Optional.empty();
    private long contradictions;

    /** @param seal the hash, in hexadecimal digits, and entry that the database has at the position of the anchor */
    void add(Anchor anchor, Optional<Seal> seal) {
        checked++;
        if (highest.filter(known -> known.position() >= anchor.position()).isEmpty()) {
            highest = Optional.of(anchor);
        }
        boolean fits = seal.filter(found ->
                        !found.hash().equals(anchor.hash()) || !found.entryId().equals(anchor.entryId()))
                .isEmpty();
        if (!fits) {
            contradictions++;
            if (contradicted
                    .filter(known -> known.position() <= anchor.position())
                    .isEmpty()) {
                contradicted = Optional.of(anchor);
            }
        }
    }

    long checked() {
        return checked;
    }

    /** Names what the heads contradict; a missing seal before the end of the chain is found by walking it. */
    void report(long sealedPosition, Breaks breaks) {
        contradicted.ifPresent(anchor -> breaks.add(
                Kind.SEAL_BROKEN,
                Optional.of(anchor.position()),
                Optional.of(anchor.entryId()),
                contradictions + " published heads have another hash or entry; this is the first, published at "
                        + anchor.publishedAt() + "."));
        highest.filter(anchor -> anchor.position() > sealedPosition)
                .ifPresent(anchor -> breaks.add(
                        Kind.TAIL_CUT,
                        Optional.of(sealedPosition + 1),
                        Optional.of(anchor.entryId()),
                        "The trail ends at " + sealedPosition + "; position " + anchor.position() + " was published at "
                                + anchor.publishedAt() + "."));
    }

    /** What the database has at a position. */
    record Seal(String hash, java.util.UUID entryId) {}
}
