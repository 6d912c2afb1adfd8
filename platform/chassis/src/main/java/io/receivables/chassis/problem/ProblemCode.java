package io.receivables.chassis.problem;

/** A stable, documented reason why a request was refused; every code has a line in the problem catalogue. */
public interface ProblemCode {
    /** Stable snake_case code, for example {@code invoice_immutable}. */
    String code();

    /** HTTP status that answers carry. */
    int status();

    /** One short sentence that is the same for every occurrence. */
    String title();
}
