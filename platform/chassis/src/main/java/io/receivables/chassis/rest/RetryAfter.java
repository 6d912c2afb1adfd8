package io.receivables.chassis.rest;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Seconds after which it is worth asking again; not the same for everybody, so that not all come back at once. */
final class RetryAfter {
    static final String HEADER = "Retry-After";

    private static final int LONGEST = 3;

    private RetryAfter() {}

    static Optional<String> of(ProblemCode code) {
        return code.status() == 429 || code.status() == 503
                ? Optional.of(Integer.toString(ThreadLocalRandom.current().nextInt(1, LONGEST + 1)))
                : Optional.empty();
    }
}
