package io.receivables.chassis.rest;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.TransientFailures;
import java.util.Optional;

/** What a failure says to whoever asked for the work that failed. */
public final class Refusals {
    private Refusals() {}

    /** The refusal behind a failure, also that of a value which cannot be stored; empty when nobody but we are to blame. */
    public static Optional<Problem> of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Problem problem) {
                return Optional.of(problem);
            }
        }
        return TransientFailures.isAboutAValue(failure)
                ? Optional.of(Problem.of(
                        CommonProblem.VALIDATION_FAILED, "A date, number or text is outside of what can be stored."))
                : Optional.empty();
    }
}
