package io.receivables.chassis.auditchain;

import io.receivables.chassis.auditchain.ChainBreak.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Follows one chain from its first seal, link by link, and names what does not fit. A link that does not fit is judged
 * when the next one tells whether its entry or its seal was changed. Memory does not grow with the chain.
 */
final class ChainWalk {
    private final Duration tolerance;
    private final Breaks breaks;
    private long position;
    private long checked;
    private byte[] head = TrailEntry.genesis();
    private boolean headKnown = true;
    private Instant latest = Instant.MIN;
    private Optional<Suspect> suspect = Optional.empty();

    /** @param tolerance how much earlier than the entries before it an entry may be recorded */
    ChainWalk(Duration tolerance, Breaks breaks) {
        this.tolerance = tolerance;
        this.breaks = breaks;
    }

    /** The next seal in the order of positions. */
    void accept(Link link) {
        if (link.position() <= position) {
            breaks.add(Kind.INSERTED, at(link), of(link), "The chain has no such position.");
            return;
        }
        if (link.position() > position + 1) {
            gap(link.position());
        }
        if (link.entry().isPresent()) {
            check(link, link.entry().get());
        } else {
            settle();
            breaks.add(Kind.DELETED, at(link), of(link), "The entry is gone; its seal is still there.");
            headKnown = true;
        }
        position = link.position();
        head = link.hash();
    }

    /** No more seals follow. */
    void finish() {
        settle();
    }

    long checked() {
        return checked;
    }

    long position() {
        return position;
    }

    byte[] head() {
        return head.clone();
    }

    private void gap(long next) {
        settle();
        breaks.add(
                Kind.DELETED,
                Optional.of(position + 1),
                Optional.empty(),
                "The seals of positions " + (position + 1) + " to " + (next - 1) + " are gone.");
        headKnown = false;
    }

    private void check(Link link, TrailEntry entry) {
        checked++;
        var computed = headKnown ? seal(entry, head) : Optional.of(link.hash());
        headKnown = true;
        if (computed.filter(hash -> Arrays.equals(hash, link.hash())).isPresent()) {
            settle();
            checkTime(link, entry);
            return;
        }
        if (fitsBehindSuspect(link, entry)) {
            var broken = suspect.orElseThrow();
            suspect = Optional.empty();
            breaks.add(
                    Kind.SEAL_BROKEN,
                    Optional.of(broken.position()),
                    Optional.of(broken.entryId()),
                    "The seal was changed; its entry and the seal behind it fit together.");
            return;
        }
        settle();
        suspect = Optional.of(new Suspect(link.position(), link.entryId(), computed));
    }

    private boolean fitsBehindSuspect(Link link, TrailEntry entry) {
        return suspect.flatMap(Suspect::computed)
                .flatMap(hash -> seal(entry, hash))
                .filter(hash -> Arrays.equals(hash, link.hash()))
                .isPresent();
    }

    private void settle() {
        suspect.ifPresent(edited -> breaks.add(
                Kind.EDITED,
                Optional.of(edited.position()),
                Optional.of(edited.entryId()),
                "The entry is not the one that was sealed."));
        suspect = Optional.empty();
    }

    private void checkTime(Link link, TrailEntry entry) {
        var recorded = entry.recordedAt();
        if (recorded.isAfter(link.sealedAt().plus(tolerance))) {
            breaks.add(Kind.INSERTED, at(link), of(link), "The entry claims to be recorded after its seal.");
        } else if (latest != Instant.MIN && recorded.isBefore(latest.minus(tolerance))) {
            breaks.add(
                    Kind.INSERTED,
                    at(link),
                    of(link),
                    "The entry claims " + recorded + " but was sealed behind entries of " + latest + ".");
        } else if (recorded.isAfter(latest)) {
            latest = recorded;
        }
    }

    /** Nothing when the entry has no canonical form, which no sealed entry ever lacked. */
    private static Optional<byte[]> seal(TrailEntry entry, byte[] previous) {
        try {
            return Optional.of(entry.sealedAfter(previous));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> at(Link link) {
        return Optional.of(link.position());
    }

    private static Optional<UUID> of(Link link) {
        return Optional.of(link.entryId());
    }

    private record Suspect(long position, UUID entryId, Optional<byte[]> computed) {}
}
