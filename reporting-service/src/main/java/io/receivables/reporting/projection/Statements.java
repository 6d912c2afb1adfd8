package io.receivables.reporting.projection;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the set-based statements of a batch one after the other on the one connection of its transaction. */
public final class Statements {
    private Statements() {}

    @SafeVarargs
    public static Uni<Void> inOrder(Supplier<Uni<Void>>... steps) {
        var done = Uni.createFrom().voidItem();
        for (var step : steps) {
            done = done.chain(step::get);
        }
        return done;
    }

    /** Runs a statement for the rows, or nothing where there are none. */
    public static <R> Supplier<Uni<Void>> forRows(List<R> rows, Function<Columns<R>, Uni<?>> statement) {
        return () -> rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : statement.apply(Columns.of(rows)).replaceWithVoid();
    }
}
