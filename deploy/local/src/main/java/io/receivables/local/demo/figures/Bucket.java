package io.receivables.local.demo.figures;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The ageing buckets of rule D2, computed here a second time so that the report can be checked against them. */
public enum Bucket {
    NOT_DUE(Long.MIN_VALUE, 0),
    DAYS_1_30(1, 30),
    DAYS_31_60(31, 60),
    DAYS_61_90(61, 90),
    DAYS_91_120(91, 120),
    OVER_120(121, Long.MAX_VALUE);

    private final long from;
    private final long to;

    Bucket(long from, long to) {
        this.from = from;
        this.to = to;
    }

    public static Bucket of(LocalDate dueDate, LocalDate asOf) {
        long daysOverdue = ChronoUnit.DAYS.between(dueDate, asOf);
        for (Bucket bucket : values()) {
            if (bucket.from <= daysOverdue && daysOverdue <= bucket.to) {
                return bucket;
            }
        }
        throw new IllegalStateException("no bucket for " + daysOverdue + " days");
    }
}
