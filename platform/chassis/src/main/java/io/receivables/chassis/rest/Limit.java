package io.receivables.chassis.rest;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import java.util.List;

/** Page size of lists: 1 to 500, 50 unless told. */
public final class Limit {
    public static final int DEFAULT = 50;
    public static final int MAX = 500;

    private Limit() {}

    public static int of(Integer parameter) {
        if (parameter == null) {
            return DEFAULT;
        }
        if (parameter < 1 || parameter > MAX) {
            throw Problem.invalid(List.of(new FieldError("limit", "out_of_range", "must be between 1 and " + MAX)));
        }
        return parameter;
    }
}
