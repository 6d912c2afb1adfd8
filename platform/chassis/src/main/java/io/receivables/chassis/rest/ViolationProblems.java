package io.receivables.chassis.rest;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Says which fields of a request Bean Validation found wrong. */
final class ViolationProblems {
    private ViolationProblems() {}

    /** What is wrong with an object. */
    static Problem of(Collection<? extends ConstraintViolation<?>> violations) {
        return problem(violations, path -> field(nodes(path)));
    }

    /** What is wrong with a call; drops its method's name (and the parameter name of a body) before the field. */
    static Problem ofCall(Collection<? extends ConstraintViolation<?>> violations) {
        return problem(violations, path -> {
            var nodes = nodes(path);
            int skip = nodes.size() > 2 ? 2 : 1;
            return field(nodes.subList(Math.min(skip, nodes.size() - 1), nodes.size()));
        });
    }

    private static Problem problem(
            Collection<? extends ConstraintViolation<?>> violations, Function<Path, String> field) {
        return Problem.invalid(violations.stream()
                .map(v -> new FieldError(
                        field.apply(v.getPropertyPath()),
                        code(v.getConstraintDescriptor()
                                .getAnnotation()
                                .annotationType()
                                .getSimpleName()),
                        v.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::code))
                .toList());
    }

    private static List<Path.Node> nodes(Path path) {
        var nodes = new ArrayList<Path.Node>();
        path.forEach(nodes::add);
        return nodes;
    }

    private static String field(List<Path.Node> nodes) {
        var result = new StringBuilder();
        for (var node : nodes) {
            if (node.getIndex() != null && !result.isEmpty()) {
                result.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                result.append(result.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return result.toString();
    }

    private static String code(String constraint) {
        return constraint.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
