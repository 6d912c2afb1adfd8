package io.receivables.chassis.idempotency;

import io.receivables.chassis.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What became of one of several commands that are done in one transaction. */
public sealed interface Decision<R> {

    /** It is done. */
    record Done<R>(R result) implements Decision<R> {}

    /** It is refused and has changed nothing. */
    record Refused<R>(Problem why) implements Decision<R> {}

    /** It needs something that the others do not need, and has changed nothing; it runs by itself after them. */
    record Alone<R>() implements Decision<R> {}

    /** What the maker makes, or the refusal it throws; a failure (5xx) is none. */
    static <R> Decision<R> of(Supplier<R> maker) {
        try {
            return new Done<>(maker.get());
        } catch (Problem refusal) {
            if (refusal.status() >= 500) {
                throw refusal;
            }
            return new Refused<>(refusal);
        }
    }

    /** The result, if it is done. */
    default Stream<R> done() {
        return this instanceof Done<R> done ? Stream.of(done.result()) : Stream.empty();
    }

    /** The result; throws a refusal. */
    default R orThrow() {
        if (this instanceof Refused<R> refused) {
            throw refused.why();
        }
        return done().findFirst().orElseThrow();
    }

    /** Goes on where it is done; the next step may refuse. */
    default <S> Decision<S> then(Function<R, S> step) {
        return this instanceof Done<R> done ? of(() -> step.apply(done.result())) : map(none -> null);
    }

    /** The same decision with its result translated. */
    default <S> Decision<S> map(Function<R, S> translation) {
        if (this instanceof Done<R> done) {
            return new Done<>(translation.apply(done.result()));
        }
        return this instanceof Refused<R> refused ? new Refused<>(refused.why()) : new Alone<>();
    }

    /**
     * Reads each submission and lets the work decide about those that could be read; the others are refused as the reader
     * said. The decisions are in the order of the submissions.
     */
    static <T, S, R> Uni<List<Decision<R>>> forReadable(
            List<Submission<T>> submissions,
            Function<T, S> reader,
            Function<List<Submission<S>>, Uni<List<Decision<R>>>> work) {
        var read = new ArrayList<Submission<S>>(submissions.size());
        var decisions = new ArrayList<Decision<R>>(Collections.nCopies(submissions.size(), null));
        var places = new ArrayList<Integer>(submissions.size());
        for (int i = 0; i < submissions.size(); i++) {
            var submission = submissions.get(i);
            var content = of(() -> reader.apply(submission.content()));
            if (content instanceof Done<S> done) {
                read.add(new Submission<>(done.result(), submission.cause()));
                places.add(i);
            } else {
                decisions.set(i, content.map(none -> null));
            }
        }
        return work.apply(read).map(made -> {
            for (int i = 0; i < made.size(); i++) {
                decisions.set(places.get(i), made.get(i));
            }
            return decisions;
        });
    }
}
