package io.receivables.torture.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.testkit.Contracts;
import io.receivables.testkit.Contracts.ProblemLine;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with an answer, whatever the request was. For all senders, because it keeps the schemas that it has read. */
final class Oracle {

    private static final Pattern INSIDES = Pattern.compile(
            "io\\.receivables\\.|java\\.(?:lang|util|time|math|io)\\.|com\\.fasterxml|io\\.vertx|io\\.quarkus|org\\.hibernate|org\\.jboss"
                    + "|\\bat [a-z]+\\.[a-z.]+\\(|[A-Za-z]+Exception\\b|SQLSTATE|PgException|\\binsert into\\b|\\bselect .+ from\\b"
                    + "|violates (?:check|unique|foreign|not-null)");

    private static final int LONGEST_TARGET = 4_000;
    private static final Pattern DOTS = Pattern.compile("(?i)^[^?]*/(\\.|%2e){1,2}(/|\\?|$)");
    private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private final Schemas schemas = new Schemas();

    /** Everything wrong with the answer, one sentence each. */
    List<String> judge(Operation operation, Request request, boolean elsewhere, Reply reply) {
        List<String> wrong = new ArrayList<>();
        if (isNoHttp(request)) {
            return reply.status() == 400 || reply.status() == 414
                    ? wrong
                    : List.of("takes what is no HTTP with " + reply.status());
        }
        if (reply.status() >= 500) {
            wrong.add("answers " + reply.status());
        }
        // An administrator is told why an event failed as the consumer said it.
        boolean told = operation.path().startsWith("/v1/parked-events");
        insides(request, reply).filter(inside -> !told).ifPresent(inside -> wrong.add("shows its insides: " + inside));
        if (reply.refused()) {
            wrong.addAll(problem(operation, request, reply));
        }
        if (elsewhere) {
            if (reply.ok() && !hasDots(request) && !request.method().matches("(?i)OPTIONS|HEAD|GET")) {
                wrong.add("answers " + reply.status() + " although the document knows no such operation");
            }
        } else {
            wrong.addAll(document(operation, reply));
        }
        return wrong;
    }

    /** The HTTP server may close the connection before a target that is longer than a request line may be was sent, so that its answer is lost. */
    static boolean isTooLong(Request request) {
        return request.target().length() > LONGEST_TARGET;
    }

    /** A target that is no URI, or longer than a request line may be, is refused by the HTTP server itself, before there is a service. */
    private static boolean isNoHttp(Request request) {
        return isTooLong(request)
                || BROKEN_ENCODING.matcher(request.target()).find()
                || request.headers().values().stream()
                        .anyMatch(value -> value.chars().anyMatch(c -> c < ' ' && c != '\t'));
    }

    /** A path with dot segments stands for one without them (RFC 3986, 5.2.4), so it may be that of another operation. */
    private static boolean hasDots(Request request) {
        return DOTS.matcher(request.target()).find();
    }

    private static Optional<String> insides(Request request, Reply reply) {
        Matcher inside = INSIDES.matcher(reply.text());
        String asked = request.text().toLowerCase(Locale.ROOT);
        while (inside.find()) {
            if (!asked.contains(inside.group().toLowerCase(Locale.ROOT))) {
                return Optional.of(inside.group());
            }
        }
        return Optional.empty();
    }

    private static List<String> problem(Operation operation, Request request, Reply reply) {
        if (request.method().equals("HEAD")) {
            return List.of();
        }
        if (!reply.header("content-type").startsWith("application/problem+json")) {
            return List.of("refuses with " + reply.status() + " as '" + reply.header("content-type") + "'");
        }
        JsonNode document = reply.json().orElse(null);
        if (document == null) {
            return List.of("refuses with something that is no JSON");
        }
        String code = document.path("code").asText();
        Optional<ProblemLine> line = Contracts.problems().stream()
                .filter(p -> p.code().equals(code))
                .filter(p -> p.owner().equals("common")
                        || p.owner().equals(operation.service().id()))
                .findFirst();
        if (line.isEmpty()) {
            return List.of("refuses with the code '" + code + "' that is not published for the service");
        }
        boolean consistent = line.get().status() == reply.status()
                && document.path("status").asInt() == reply.status()
                && document.path("title").asText().equals(line.get().title())
                && document.path("type").asText().equals("urn:receivables:problem:" + code);
        return consistent
                ? List.of()
                : List.of("refuses with " + reply.status() + " and another status, title or type for " + code);
    }

    private List<String> document(Operation operation, Reply reply) {
        if (operation.response(reply.status()).isEmpty()) {
            return List.of(
                    "answers " + reply.status() + " " + reply.problemCode() + ", which the document does not know");
        }
        String mediaType = reply.header("content-type").split(";")[0];
        JsonNode content = operation.response(reply.status()).get().path("content");
        if (reply.body().length == 0) {
            return content.isEmpty()
                    ? List.of()
                    : List.of("answers " + reply.status() + " without the body of the document");
        }
        if (content.path(mediaType).isMissingNode()) {
            return List.of("answers " + reply.status() + " as '" + mediaType + "', which the document does not know");
        }
        return mediaType.endsWith("json")
                ? schemas.violations(operation, reply.status(), mediaType, reply.text())
                        .map(violations -> violations.stream()
                                .map(violation -> "answers " + reply.status() + " against its schema: " + violation)
                                .toList())
                        .orElse(List.of(
                                "answers " + reply.status() + " with a body that the document does not describe"))
                : List.of();
    }
}
