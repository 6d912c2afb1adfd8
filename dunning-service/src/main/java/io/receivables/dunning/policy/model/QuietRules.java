package io.receivables.dunning.policy.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** When a debtor is left in peace: whole weekdays, and the hours before {@code sendFromHour}, in the debtor's zone. */
public record QuietRules(Set<DayOfWeek> quietWeekdays, int sendFromHour) {

    /** No quiet days, from midnight on. */
    public static final QuietRules NONE = new QuietRules(Set.of(), 0);

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int LAST_HOUR = 23;

    public QuietRules {
        quietWeekdays = Set.copyOf(quietWeekdays);
        if (quietWeekdays.size() == DAYS_OF_A_WEEK) {
            throw new IllegalArgumentException("at least one weekday must not be quiet");
        }
        if (sendFromHour < 0 || sendFromHour > LAST_HOUR) {
            throw new IllegalArgumentException("the hour is between 0 and 23");
        }
    }

    /** The day itself or the first following day that is not quiet. */
    public LocalDate firstAllowed(LocalDate day) {
        LocalDate allowed = day;
        while (quietWeekdays.contains(allowed.getDayOfWeek())) {
            allowed = allowed.plusDays(1);
        }
        return allowed;
    }

    /** The instant itself if a reminder may go out then, otherwise the next at which it may. */
    public Instant firstAllowed(Instant now, ZoneId zone) {
        Instant start = startOf(firstAllowed(LocalDate.ofInstant(now, zone)), zone);
        return start.isAfter(now) ? start : now;
    }

    /** The earliest instant of a day at which a reminder may go out. */
    public Instant startOf(LocalDate day, ZoneId zone) {
        return sendFromHour == 0
                ? day.atStartOfDay(zone).toInstant()
                : day.atTime(sendFromHour, 0).atZone(zone).toInstant();
    }
}
