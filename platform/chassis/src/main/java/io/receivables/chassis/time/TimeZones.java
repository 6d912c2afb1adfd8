package io.receivables.chassis.time;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The time zones of the IANA database. Java takes more for one: offsets such as UTC+3, which PostgreSQL reads with the
 * opposite sign, and SystemV zones, which it does not know.
 */
public final class TimeZones {
    private static final Set<String> IDS = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith("SystemV/"))
            .collect(Collectors.toUnmodifiableSet());

    private TimeZones() {}

    /** The zone of that id; empty when there is none. */
    public static Optional<ZoneId> of(String id) {
        return Optional.of(id).filter(IDS::contains).map(ZoneId::of);
    }
}
