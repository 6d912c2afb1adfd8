package io.receivables.chassis.problem;

import java.util.ArrayList;
import java.util.List;

/** A refusal that the caller can act on; becomes an RFC 9457 problem document. Nothing is changed by a refused request. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final transient List<FieldError> errors;

    private Problem(ProblemCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of());
    }

    /** A validation failure that names the fields. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(
                CommonProblem.VALIDATION_FAILED,
                errors.stream()
                        .map(e -> e.field() + " " + e.message())
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(""),
                List.copyOf(errors));
    }

    public static Problem notFound(String what) {
        return of(CommonProblem.NOT_FOUND, what + " does not exist.");
    }

    /** The same problem with one more field error. */
    public Problem at(String field, String fieldCode, String message) {
        return with(new FieldError(field, fieldCode, message));
    }

    /** The same problem with one more field error. */
    public Problem with(FieldError error) {
        var all = new ArrayList<>(errors);
        all.add(error);
        return new Problem(code, getMessage(), List.copyOf(all));
    }

    public ProblemCode code() {
        return code;
    }

    public int status() {
        return code.status();
    }

    public List<FieldError> errors() {
        return errors;
    }
}
