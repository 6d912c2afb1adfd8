package io.receivables.testkit;

import io.receivables.testkit.Contracts.ProblemLine;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the problem codes of a service with what is published, so that the table of codes is complete and true. */
public final class ProblemCatalogue {

    private ProblemCatalogue() {}

    /**
     * Fails unless the constants of the enums and the lines of this owner in problems.csv say the same.
     *
     * @param owner {@code common} or the short name of the service, for example {@code payment}
     * @param enums the enums with the methods {@code code()}, {@code status()} and {@code title()}
     */
    public static void assertComplete(String owner, Class<?>... enums) {
        Set<String> inCode = Arrays.stream(enums)
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(problem -> call(problem, "code") + " " + call(problem, "status") + " " + call(problem, "title"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> published = Contracts.problems().stream()
                .filter(problem -> problem.owner().equals(owner))
                .map(ProblemCatalogue::line)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unpublished = new TreeSet<>(inCode);
        unpublished.removeAll(published);
        published.removeAll(inCode);
        if (!unpublished.isEmpty() || !published.isEmpty()) {
            throw new AssertionError("problems.csv differs from the code of " + owner + ": not published " + unpublished
                    + ", published but unknown " + published);
        }
    }

    private static String line(ProblemLine problem) {
        return problem.code() + " " + problem.status() + " " + problem.title();
    }

    private static Object call(Object problem, String method) {
        try {
            var declared = ((Enum<?>) problem).getDeclaringClass().getMethod(method);
            declared.setAccessible(true);
            return declared.invoke(problem);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(problem.getClass().getName() + " has no method " + method + "()", e);
        }
    }
}
