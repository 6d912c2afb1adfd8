package io.receivables.payment.openitem.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** The order of days. */
public final class Days {
    private Days() {}

    public static LocalDate latest(LocalDate day, Optional<LocalDate> other) {
        return other.filter(o -> o.isAfter(day)).orElse(day);
    }

    public static LocalDate latest(LocalDate day, Stream<LocalDate> others) {
        return others.reduce(day, (a, b) -> a.isAfter(b) ? a : b);
    }
}
