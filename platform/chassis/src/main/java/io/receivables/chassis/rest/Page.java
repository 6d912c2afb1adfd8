package io.receivables.chassis.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list.
 *
 * @param nextCursor pass as {@code cursor} to get the next page; absent on the last one
 */
public record Page<T>(
        List<T> items,
        @Schema(description = "Pass as cursor for the next page; absent on the last page.")
                Optional<String> nextCursor) {

    /** Cuts a list that was read with one row more than the limit into a page. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        var items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1)).encode()));
    }

    public <R> Page<R> map(Function<T, R> conversion) {
        return new Page<>(items.stream().map(conversion).toList(), nextCursor);
    }
}
