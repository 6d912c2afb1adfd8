package io.receivables.reporting.ageing.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How late an amount is, by whole calendar days from its due date (rules.md D2). */
public enum AgeingBucket {
    NOT_DUE(0),
    DAYS_1_TO_30(30),
    DAYS_31_TO_60(60),
    DAYS_61_TO_90(90),
    DAYS_91_TO_120(120),
    OVER_120_DAYS(Long.MAX_VALUE);

    private final long lastDay;

    AgeingBucket(long lastDay) {
        this.lastDay = lastDay;
    }

    /** The bucket of an amount; on the due date itself it is not due yet. */
    public static AgeingBucket of(LocalDate dueDate, LocalDate asOf) {
        long daysOverdue = ChronoUnit.DAYS.between(dueDate, asOf);
        for (var bucket : values()) {
            if (daysOverdue <= bucket.lastDay) {
                return bucket;
            }
        }
        throw new IllegalStateException("No bucket for " + daysOverdue);
    }
}
