package io.receivables.chassis.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body that could not be bound, naming the field where there is one. */
final class BodyProblems {
    private BodyProblems() {}

    /** What is wrong with a body that Jackson could not bind. */
    static Problem of(JacksonException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Problem problem) {
                return prefixed(problem, failure);
            }
            if (t instanceof StreamReadException syntax && !(t instanceof InputCoercionException)) {
                return malformed(syntax);
            }
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return Problem.of(CommonProblem.UNKNOWN_FIELD, "\"" + unknown.getPropertyName() + "\" is not known here.")
                    .at(path(unknown), "unknown_field", "is not known");
        }
        if (failure instanceof InvalidFormatException invalid) {
            return Problem.invalid(List.of(new FieldError(path(invalid), "invalid_value", expectation(invalid))));
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return Problem.invalid(
                    List.of(new FieldError(path(mapping), "invalid_value", "is missing or has the wrong JSON type")));
        }
        return malformed(failure);
    }

    private static Problem malformed(JacksonException failure) {
        var where = failure.getLocation();
        return Problem.of(
                CommonProblem.MALFORMED_BODY,
                where == null || where.getLineNr() < 1
                        ? "The body is not the expected JSON."
                        : "The body is not the expected JSON (line " + where.getLineNr() + ", column "
                                + where.getColumnNr() + ").");
    }

    private static Problem prefixed(Problem problem, JacksonException failure) {
        if (!(failure instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return problem;
        }
        var base = path(mapping);
        var result = Problem.of(problem.code(), problem.getMessage());
        for (var error : problem.errors()) {
            result =
                    result.with(new FieldError(base + "." + error.field(), error.row(), error.code(), error.message()));
        }
        return problem.errors().isEmpty() ? result.at(base, problem.code().code(), problem.getMessage()) : result;
    }

    private static String expectation(InvalidFormatException invalid) {
        var target = invalid.getTargetType();
        if (target != null && target.isEnum()) {
            return "must be one of "
                    + java.util.Arrays.stream(target.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (target == LocalDate.class) {
            return Dates.EXPECTATION;
        }
        return target == java.math.BigDecimal.class
                ? "must be a decimal string such as \"12.50\""
                : "is not a valid " + (target == null ? "value" : target.getSimpleName());
    }

    private static String path(JsonMappingException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
