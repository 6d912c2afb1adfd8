package io.receivables.chassis.tx;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.function.Function;

/** Work on many things, one after the other. */
public final class InOrder {
    private InOrder() {}

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
