package io.receivables.chassis.time;

import java.time.DateTimeException;
import java.time.LocalDate;

/** The dates that requests, queries and files may state. Others are typing errors, and more than a database holds or a calendar adds to. */
public final class Dates {
    public static final String EXPECTATION = "must be a date like 2026-03-31, from 1900 to 2999";

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private Dates() {}

    /** Fails with a {@link DateTimeException} for whatever is no such date. */
    public static LocalDate parse(String text) {
        return require(LocalDate.parse(text));
    }

    /** The same date; fails with a {@link DateTimeException} when it is outside of the bounds. */
    public static LocalDate require(LocalDate date) {
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw new DateTimeException(date + " " + EXPECTATION);
        }
        return date;
    }
}
