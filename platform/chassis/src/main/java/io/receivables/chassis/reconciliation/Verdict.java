package io.receivables.chassis.reconciliation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a finding turns out to be once everything that was published before the statement has been applied. Pure.
 *
 * @param kind absent when there is no difference
 * @param remember whether the next run has to show what it is
 * @param repair whether the copy may be set to what was stated
 */
public record Verdict(Optional<Kind> kind, boolean remember, boolean repair) {
    private static final Verdict NOTHING = new Verdict(Optional.empty(), false, false);
    private static final Verdict NEXT_RUN_SHOWS = new Verdict(Optional.empty(), true, false);
    private static final Set<Kind> NEVER_REPAIRED = EnumSet.of(Kind.PARKED, Kind.OWNER_BEHIND, Kind.OWN_SUM);
    private static final Set<Kind> TOO_NEW = EnumSet.of(Kind.UNKNOWN_VERSION, Kind.EXTRA);

    /** What a difference is. */
    public enum Kind {
        /** Same version, other content. */
        WRONG_CONTENT,
        /** The copy lost an item whose event it had applied. */
        MISSING,
        /** The copy shows an older version than the one it applied. */
        OUTDATED,
        /** The event never came, though everything published was read. */
        BEHIND,
        /** The event came and is parked. */
        PARKED,
        /** The copy has a version that no event gave it. */
        UNKNOWN_VERSION,
        /** The copy has an item that no event gave it. */
        EXTRA,
        /** The owner states less than it has published. */
        OWNER_BEHIND,
        /** The owner's own rows do not add up. */
        OWN_SUM
    }

    /**
     * @param found as it was when the statement was read
     * @param now the same item if it is still not what was stated
     * @param exact whether the copy's version moves with its events only
     * @param aheadBefore whether the copy was as new before the run was opened
     */
    static Verdict of(Finding found, Optional<Finding> now, boolean exact, boolean aheadBefore) {
        long stated = found.statedVersion();
        if (found.heldVersion() == stated) {
            return difference(Kind.WRONG_CONTENT, stated, now);
        }
        if (found.heldVersion() > stated) {
            return ahead(found, now, exact, aheadBefore);
        }
        if (exact && found.position() >= stated) {
            return difference(lost(found), stated, now);
        }
        return now.map(late -> behind(late, exact, now)).orElse(NOTHING);
    }

    private static Verdict ahead(Finding found, Optional<Finding> now, boolean exact, boolean aheadBefore) {
        if (!exact) {
            return NOTHING;
        }
        if (found.heldVersion() > found.position()) {
            return difference(found.stated().isEmpty() ? Kind.EXTRA : Kind.UNKNOWN_VERSION, found.statedVersion(), now);
        }
        return aheadBefore ? difference(Kind.OWNER_BEHIND, found.statedVersion(), now) : NEXT_RUN_SHOWS;
    }

    private static Verdict behind(Finding late, boolean exact, Optional<Finding> now) {
        long stated = late.statedVersion();
        if (late.heldVersion() > stated) {
            return NOTHING;
        }
        if (late.heldVersion() == stated) {
            return difference(Kind.WRONG_CONTENT, stated, now);
        }
        if (late.blocked()) {
            return difference(Kind.PARKED, stated, now);
        }
        return difference(exact && late.position() < stated ? Kind.BEHIND : lost(late), stated, now);
    }

    private static Kind lost(Finding found) {
        return found.held().isEmpty() ? Kind.MISSING : Kind.OUTDATED;
    }

    /** A copy that has moved on since is left to the events that moved it. */
    private static Verdict difference(Kind kind, long stated, Optional<Finding> now) {
        boolean repair = !NEVER_REPAIRED.contains(kind)
                && now.filter(n -> n.position() <= stated)
                        .filter(n -> n.heldVersion() <= stated || TOO_NEW.contains(kind))
                        .isPresent();
        return new Verdict(Optional.of(kind), false, repair);
    }
}
