package io.receivables.torture;

import java.util.Locale;

/** How hard and how long the system is tried. */
public enum Profile {
    /** About three minutes, part of every build. */
    SHORT,
    /** Under fifteen minutes. */
    QUICK,
    /** Hours: the figures that are promised. */
    FULL;

    static Profile named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("PROFILE is short, quick or full, not " + name, e);
        }
    }

    /** The figure of this profile. */
    public int of(int inShort, int inQuick, int inFull) {
        return switch (this) {
            case SHORT -> inShort;
            case QUICK -> inQuick;
            case FULL -> inFull;
        };
    }
}
