package io.receivables.invoicing.billrun.model;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import java.util.List;

/** Why a row was refused: what a request with this invoice would have been told, cut where a row quotes without end. */
public record RowProblem(String code, String detail, List<FieldError> errors) {
    private static final int LONGEST = 1000;
    private static final int LONGEST_FIELD = 200;
    private static final int MOST_ERRORS = 50;

    public static RowProblem of(Problem problem) {
        return new RowProblem(
                problem.code().code(),
                cut(problem.getMessage(), LONGEST),
                problem.errors().stream()
                        .limit(MOST_ERRORS)
                        .map(e -> new FieldError(cut(e.field(), LONGEST_FIELD), e.code(), cut(e.message(), LONGEST)))
                        .toList());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
