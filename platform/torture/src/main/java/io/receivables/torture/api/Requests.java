package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests that ought to work: from the schema, the examples and what the caller has learnt. */
public final class Requests {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}:]+)[^}]*}");

    private final Bodies bodies = new Bodies();

    /** A GET without any parameter that may be left out; empty when an id that it needs is not known. */
    public Optional<Request> plain(Operation operation, Caller caller, RandomGenerator random) throws IOException {
        return make(operation, caller, random, 0);
    }

    /** A request with about a quarter of what may be left out; an id that is not known is made up. */
    public Request full(Operation operation, Caller caller, RandomGenerator random) throws IOException {
        Optional<Request> made = make(operation, caller, random, 0.25);
        return made.isPresent()
                ? made.get()
                : build(operation, caller, random, madeUp(operation), query(operation, caller, random, 0));
    }

    private Optional<Request> make(Operation operation, Caller caller, RandomGenerator random, double optional)
            throws IOException {
        Optional<String> path = operation.path().contains("{allocationId}")
                ? allocation(operation, caller, random)
                : path(operation, caller.knowledge(), random);
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(build(operation, caller, random, path.get(), query(operation, caller, random, optional)));
    }

    private Request build(Operation operation, Caller caller, RandomGenerator random, String path, String query)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json, application/problem+json");
        headers.put("Authorization", "Bearer " + caller.token());
        if (operation.hasHeader("Idempotency-Key")) {
            headers.put("Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString());
        }
        if (operation.hasHeader("If-Match")) {
            String etag = caller.get(operation, path).header("etag");
            headers.put("If-Match", etag.isEmpty() ? "\"1\"" : etag);
        }
        byte[] body = new byte[0];
        List<String> types = operation.bodyTypes();
        if (!types.isEmpty()) {
            String type = types.get(random.nextInt(types.size()));
            headers.put("Content-Type", type);
            body = bodies.make(operation, path, type, caller, random).getBytes(StandardCharsets.UTF_8);
        }
        return new Request(operation.method(), path + query, headers, body);
    }

    private static Optional<String> path(Operation operation, Knowledge knowledge, RandomGenerator random) {
        StringBuilder path = new StringBuilder();
        Matcher parameters = PARAMETER.matcher(operation.path());
        while (parameters.find()) {
            Optional<String> value = knowledge.pathValue(operation, parameters.group(1), random);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parameters.appendReplacement(path, Matcher.quoteReplacement(Caller.encode(value.get())));
        }
        parameters.appendTail(path);
        return Optional.of(path.toString());
    }

    /** An allocation and its own payment: two ids that belong together. */
    private static Optional<String> allocation(Operation operation, Caller caller, RandomGenerator random)
            throws IOException {
        Optional<String> payment = caller.knowledge().pathValue(operation, "id", random);
        if (payment.isEmpty()) {
            return Optional.empty();
        }
        return caller.get(operation, "/v1/payments/" + payment.get())
                .json()
                .map(found ->
                        found.path("allocations").path(0).path("allocationId").asText())
                .filter(id -> !id.isEmpty())
                .or(() -> caller.knowledge().fieldValue("allocationId", random))
                .map(id -> operation.path().replace("{id}", payment.get()).replace("{allocationId}", id));
    }

    private static String madeUp(Operation operation) {
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(parameter -> parameter.group(1).equals("version")
                        ? "0"
                        : UUID.randomUUID().toString());
    }

    private static String query(Operation operation, Caller caller, RandomGenerator random, double optional) {
        StringBuilder query = new StringBuilder();
        if (operation.path().equals("/v1/audit-entries")) {
            caller.knowledge().auditTrail(operation.service(), random).ifPresent(trail -> query.append("?entity=")
                    .append(trail.replace(" ", "&id=")));
        }
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            boolean given = Pattern.compile("[?&]" + name + "=").matcher(query).find();
            if (!given && (parameter.path("required").asBoolean() || random.nextDouble() < optional)) {
                value(operation, parameter, caller.knowledge(), random)
                        .ifPresent(value -> query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(Caller.encode(value)));
            }
        }
        return query.toString();
    }

    private static Optional<String> value(
            Operation operation, JsonNode parameter, Knowledge knowledge, RandomGenerator random) {
        String name = parameter.path("name").asText();
        JsonNode schema = operation.resolve(parameter.path("schema"));
        if (name.equals("cursor")) {
            return knowledge.cursor(operation, random);
        }
        if (schema.path("enum").isArray()) {
            return Optional.of(schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asText());
        }
        if (schema.path("pattern").asText().matches("[A-Z_]+(\\|[A-Z_]+)+")) {
            String[] choices = schema.path("pattern").asText().split("\\|");
            return Optional.of(choices[random.nextInt(choices.length)]);
        }
        if (name.endsWith("Id") || name.equals("id")) {
            return knowledge
                    .fieldValue(name, random)
                    .or(() -> Optional.of(UUID.randomUUID().toString()));
        }
        return Optional.of(
                switch (schema.path("type").asText()) {
                    case "integer" -> Integer.toString(1 + random.nextInt(3));
                    case "boolean" -> Boolean.toString(random.nextBoolean());
                    default -> text(name, parameter, knowledge, random);
                });
    }

    private static String text(String name, JsonNode parameter, Knowledge knowledge, RandomGenerator random) {
        if (parameter.has("example")) {
            return parameter.path("example").asText();
        }
        if (name.matches(".*(From|To|On|asOf)|on|asOf")) {
            return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(200)).toString();
        }
        return switch (name) {
            case "currency" -> "EUR";
            case "country" -> "HU";
            case "knownAt" -> "2026-05-04T09:00:00Z";
            case "zone" -> "Europe/Budapest";
            default -> knowledge.fieldValue(name, random).orElse("x");
        };
    }
}
