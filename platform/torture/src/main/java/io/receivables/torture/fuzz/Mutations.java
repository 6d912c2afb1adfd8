package io.receivables.torture.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.torture.api.Operation;
import io.receivables.torture.api.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Spoils a good request in one or two ways. */
final class Mutations {

    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "text/csv",
            "application/octet-stream",
            "application/json; charset=utf-16",
            "application/json;charset=nonsense",
            "application/json; v=\"",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "nonsense",
            "/",
            "application/*",
            "application/problem+json",
            "*/*");
    private static final List<String> ACCEPTS = List.of(
            "text/html",
            "*/*",
            "application/xml",
            "nonsense",
            "application/json;q=nonsense",
            "text/csv",
            "image/png, */*;q=0.1",
            "");
    private static final List<String> KEYS =
            List.of("", " ", "a b", "key", "ключ", "A".repeat(129), "A".repeat(5_000), "\u0001", "'--", "\"", "null");
    private static final List<String> ETAGS = List.of(
            "",
            "*",
            "1",
            "\"0\"",
            "\"-1\"",
            "\"999999\"",
            "\"99999999999999999999\"",
            "W/\"1\"",
            "\"1\", \"2\"",
            "\"x\"",
            "\"",
            "\"1",
            "nonsense");
    private static final List<String> OTHERS = List.of(
            "X-Correlation-Id",
            "traceparent",
            "tracestate",
            "Cookie",
            "Range",
            "X-HTTP-Method-Override",
            "X-Forwarded-For",
            "Forwarded",
            "Accept-Language",
            "Accept-Charset",
            "Accept-Encoding",
            "If-None-Match",
            "If-Modified-Since",
            "Origin",
            "Referer",
            "User-Agent",
            "baggage",
            "X-Tenant",
            "Content-Language");
    private static final List<String> RAW_PATHS = List.of(
            "%00",
            "%zz",
            "%",
            "%ff",
            "%c0%af",
            "%2e%2e%2f",
            "..%2f..",
            ";a=b",
            ".",
            "..",
            "%20",
            "%F0%9F%98%80",
            "a%2Fb",
            "%25",
            "'",
            "%22",
            "*",
            "~",
            "not-a-uuid",
            "1-1-1-1-1",
            "00000000-0000-0000-0000-000000000000",
            "-1",
            "999999999999999");

    private Mutations() {}

    /**
     * @param elsewhere whether the request no longer goes to the operation, so that its document does not bind the answer
     */
    record Spoilt(Request request, boolean elsewhere) {}

    static Spoilt spoil(Operation operation, Request request, Set<String> methodsOfPath, RandomGenerator random) {
        Spoilt spoilt = once(operation, request, methodsOfPath, random);
        return random.nextInt(4) == 0 && !spoilt.elsewhere()
                ? once(operation, spoilt.request(), methodsOfPath, random)
                : spoilt;
    }

    private static Spoilt once(
            Operation operation, Request request, Set<String> methodsOfPath, RandomGenerator random) {
        int kind = random.nextInt(100);
        if (request.body().length > 0 && kind < 55) {
            return new Spoilt(BodyMutations.spoil(request, random), false);
        }
        if (kind < 70) {
            return new Spoilt(query(operation, request, random), false);
        }
        if (kind < 90) {
            return header(operation, request, random);
        }
        if (kind < 97 && operation.path().contains("{")) {
            return new Spoilt(path(operation, request, random), true);
        }
        return kind < 99 ? method(request, methodsOfPath, random) : unknown(request, random);
    }

    private static Request query(Operation operation, Request request, RandomGenerator random) {
        List<String> names = new ArrayList<>(List.of("limit", "cursor", "unknown"));
        for (JsonNode parameter : operation.parameters("query")) {
            names.add(parameter.path("name").asText());
        }
        String name = names.get(random.nextInt(names.size()));
        String value = encode(name.equals("cursor") && random.nextBoolean() ? cursor(random) : Odd.text(random));
        String separator = request.target().contains("?") ? "&" : "?";
        return switch (random.nextInt(8)) {
            case 0 -> request.withTarget(request.target().replaceFirst("\\?.*", ""));
            case 1 -> request.withTarget(request.target() + separator + name);
            case 2 -> request.withTarget(request.target() + separator + name + "=" + value + "&" + name + "=" + value);
            case 3 -> request.withTarget(request.target() + separator + name + "=%zz&%=&&=");
            default ->
                request.withTarget(request.target().replaceAll("([?&]" + name + "=)[^&]*", "$1x") + separator + name
                        + "=" + value);
        };
    }

    /** Looks like a cursor of ours, with keys that are not. */
    private static String cursor(RandomGenerator random) {
        StringBuilder keys = new StringBuilder("[");
        for (int i = 0; i <= random.nextInt(3); i++) {
            keys.append(i == 0 ? "" : ",").append(Odd.json(random));
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(keys.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Spoilt header(Operation operation, Request request, RandomGenerator random) {
        List<Request> choices = new ArrayList<>();
        choices.add(request.withHeader("Accept", pick(ACCEPTS, random)));
        choices.add(request.withHeader(pick(OTHERS, random), headerText(random)));
        choices.add(request.withHeader(
                "Authorization", pick(List.of("", "Bearer", "Bearer x.y.z", "Basic eDp5", "\u00e9"), random)));
        if (!operation.bodyTypes().isEmpty()) {
            choices.add(request.withHeader("Content-Type", pick(TYPES, random)));
            choices.add(request.withoutHeader("Content-Type"));
            choices.add(request.withHeader("Content-Encoding", pick(List.of("gzip", "nonsense", "identity"), random)));
        }
        if (operation.hasHeader("Idempotency-Key")) {
            choices.add(request.withHeader("Idempotency-Key", pick(KEYS, random)));
            choices.add(request.withoutHeader("Idempotency-Key"));
        }
        if (operation.hasHeader("If-Match")) {
            choices.add(request.withHeader("If-Match", pick(ETAGS, random)));
            choices.add(request.withoutHeader("If-Match"));
        }
        return new Spoilt(pick(choices, random), false);
    }

    /** What a header may carry on the wire: anything but the ends of lines. */
    private static String headerText(RandomGenerator random) {
        return Odd.text(random).replaceAll("[\\r\\n\\x00]", "?");
    }

    private static Request path(Operation operation, Request request, RandomGenerator random) {
        String[] template = operation.path().split("/");
        String[] parts = request.target().split("\\?", 2)[0].split("/", template.length);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                ids.add(i);
            }
        }
        parts[pick(ids, random)] = random.nextInt(10) == 0 ? "A".repeat(2_000) : pick(RAW_PATHS, random);
        return request.withTarget(String.join("/", parts));
    }

    private static Spoilt method(Request request, Set<String> methodsOfPath, RandomGenerator random) {
        List<String> others = METHODS.stream()
                .filter(method -> !methodsOfPath.contains(method))
                .toList();
        return new Spoilt(request.withMethod(pick(others, random)), true);
    }

    private static Spoilt unknown(Request request, RandomGenerator random) {
        String path = pick(
                List.of(
                        "/v1",
                        "/v1/",
                        "/v2/customers",
                        "/v1/nothing",
                        "//v1//clock",
                        "/v1/../v1/clockx",
                        "/.%2e/",
                        "/v1/%",
                        "/q/nothing",
                        "/v1/customers/x/y/z",
                        "/%2e%2e/etc/passwd",
                        "/favicon.ico"),
                random);
        return new Spoilt(request.withTarget(path), true);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
