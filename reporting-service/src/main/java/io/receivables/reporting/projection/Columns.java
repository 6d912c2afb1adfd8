package io.receivables.reporting.projection;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Turns a list of rows into the arrays that {@code unnest} takes, one per column: one statement writes any number of
 * rows. Absent values become SQL nulls here and nowhere else.
 */
public final class Columns<R> {
    private final List<R> rows;

    private Columns(List<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows);
    }

    /** What a statement answered, to be handed to the next one. */
    public static <R> List<R> list(Iterable<R> answered) {
        var rows = new ArrayList<R>();
        answered.forEach(rows::add);
        return rows;
    }

    public UUID[] uuid(Function<R, UUID> column) {
        return array(column, UUID[]::new);
    }

    public UUID[] optionalUuid(Function<R, Optional<UUID>> column) {
        return array(row -> column.apply(row).orElse(null), UUID[]::new);
    }

    public String[] text(Function<R, String> column) {
        return array(column, String[]::new);
    }

    public String[] optionalText(Function<R, Optional<String>> column) {
        return array(row -> column.apply(row).orElse(null), String[]::new);
    }

    public BigDecimal[] decimal(Function<R, BigDecimal> column) {
        return array(column, BigDecimal[]::new);
    }

    public BigDecimal[] optionalDecimal(Function<R, Optional<BigDecimal>> column) {
        return array(row -> column.apply(row).orElse(null), BigDecimal[]::new);
    }

    public LocalDate[] date(Function<R, LocalDate> column) {
        return array(column, LocalDate[]::new);
    }

    public LocalDate[] optionalDate(Function<R, Optional<LocalDate>> column) {
        return array(row -> column.apply(row).orElse(null), LocalDate[]::new);
    }

    public OffsetDateTime[] instant(Function<R, Instant> column) {
        return array(row -> column.apply(row).atOffset(ZoneOffset.UTC), OffsetDateTime[]::new);
    }

    public Long[] number(Function<R, Long> column) {
        return array(column, Long[]::new);
    }

    public Integer[] integer(Function<R, Integer> column) {
        return array(column, Integer[]::new);
    }

    public Boolean[] flag(Function<R, Boolean> column) {
        return array(column, Boolean[]::new);
    }

    private <V> V[] array(Function<R, V> column, IntFunction<V[]> create) {
        return rows.stream().map(column).toArray(create);
    }
}
