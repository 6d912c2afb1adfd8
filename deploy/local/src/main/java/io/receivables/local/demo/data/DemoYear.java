package io.receivables.local.demo.data;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The calendar of the demo: 52 weekly steps through 2025, each at 09:00 UTC so that the local date is the same from Copenhagen to
 * Shanghai.
 */
public final class DemoYear {

    /** Index of the last step, 2025-12-31. */
    public static final int LAST_WEEK = 52;

    private static final Instant START = Instant.parse("2025-01-01T09:00:00Z");

    private DemoYear() {}

    public static Instant instant(int week) {
        return START.plus(Duration.ofDays(7L * week));
    }

    public static LocalDate date(int week) {
        return instant(week).atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The step whose bank statement carries an entry booked on the given day. */
    public static int weekOfStatement(LocalDate bookingDate) {
        long days = bookingDate.toEpochDay() - date(0).toEpochDay();
        return (int) Math.floorDiv(days + 6, 7);
    }

    static LocalDate bankDay(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return date.plusDays(2);
        }
        return date.getDayOfWeek() == DayOfWeek.SUNDAY ? date.plusDays(1) : date;
    }
}
