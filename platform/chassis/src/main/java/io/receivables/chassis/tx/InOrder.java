package io.receivables.chassis.tx;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Work on many things, one after the other. */
public final class InOrder {
    private InOrder() {}

    /** The items in their order, at most so many at a time. */
    public static <T> List<List<T>> slices(List<T> items, int size) {
        var slices = new ArrayList<List<T>>();
        for (int from = 0; from < items.size(); from += size) {
            slices.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return slices;
    }

    /** Takes the step for each item once that of the one before has ended; the first failure ends it. */
    public static <T> Uni<Void> each(Collection<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
