package io.receivables.testkit.docs;

import static io.receivables.testkit.docs.Markdown.code;
import static io.receivables.testkit.docs.Markdown.header;
import static io.receivables.testkit.docs.Markdown.row;

import io.receivables.testkit.Contracts;
import io.receivables.testkit.Contracts.ProblemLine;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code docs/problems.md}: every reason for which an API refuses a request. */
final class ProblemsPage {

    private static final String INTRODUCTION =
            """
            # Problem codes

            A refused request is answered with `application/problem+json` (RFC 9457). `code` is stable and meant for programs; `title` is the same
            for every occurrence of a code; `detail` explains this one; `errors` lists the fields that are wrong, where there are any (with `row` for imported files); `traceId` finds
            the request in logs and traces. A refused request has changed nothing.

            ```json
            {
              "type": "urn:receivables:problem:validation_failed",
              "title": "The request has invalid fields.",
              "status": 400,
              "code": "validation_failed",
              "detail": "2 fields are invalid.",
              "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
              "errors": [
                { "field": "lines[0].quantity", "code": "not_positive", "message": "must be more than zero" }
              ]
            }
            ```
            """;

    private ProblemsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(Markdown.GENERATED).append(INTRODUCTION);
        List<ProblemLine> problems = Contracts.problems();
        List<String> services = problems.stream()
                .map(ProblemLine::owner)
                .filter(owner -> !owner.equals("common"))
                .distinct()
                .sorted()
                .toList();
        Stream.concat(Stream.of("common"), services.stream()).forEach(owner -> {
            page.append(owner.equals("common") ? "\n## All services\n\n" : "\n## " + owner + "-service\n\n");
            page.append(header("Code", "Status", "Title", "Meaning"));
            problems.stream()
                    .filter(problem -> problem.owner().equals(owner))
                    .sorted(Comparator.comparing(ProblemLine::status).thenComparing(ProblemLine::code))
                    .forEach(problem -> page.append(row(
                            code(problem.code()),
                            Integer.toString(problem.status()),
                            problem.title(),
                            problem.meaning())));
        });
        return page.toString();
    }
}
