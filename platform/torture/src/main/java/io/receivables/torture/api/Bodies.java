package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes bodies: an example of the document or a value of its schema, with ids that exist and names that are new. */
final class Bodies {

    private static final int DEEPEST = 6;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    String make(Operation operation, String path, String type, Caller caller, RandomGenerator random)
            throws IOException {
        List<JsonNode> examples = operation.bodyExamples(type);
        if (!type.contains("json")) {
            return examples.isEmpty()
                    ? ""
                    : StatementFiles.fresh(pick(examples, random).asText(), random);
        }
        JsonNode body = examples.isEmpty()
                ? generate(operation, operation.bodySchema(type), "body", random, 0)
                : parsed(pick(examples, random)).deepCopy();
        personalise(body, caller.knowledge(), random);
        return fitState(operation, path, body, caller, random).toString();
    }

    private static JsonNode parsed(JsonNode example) throws IOException {
        return example.isTextual() ? Reply.JSON.readTree(example.asText()) : example;
    }

    /** Ids become known ones, whatever has to be unique becomes new. */
    private static void personalise(JsonNode node, Knowledge knowledge, RandomGenerator random) {
        if (node.isArray()) {
            node.forEach(element -> personalise(element, knowledge, random));
        }
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            fields.forEach(field -> {
                if (field.getValue().isTextual()) {
                    personal(field.getKey(), knowledge, random)
                            .ifPresent(value -> object.set(field.getKey(), TextNode.valueOf(value)));
                } else {
                    personalise(field.getValue(), knowledge, random);
                }
            });
        }
    }

    private static Optional<String> personal(String field, Knowledge knowledge, RandomGenerator random) {
        return switch (field) {
            case "externalId" -> Optional.of("x-" + new UUID(random.nextLong(), random.nextLong()));
            case "invoicePrefix", "creditNotePrefix" ->
                Optional.of(Long.toString(random.nextLong(1L << 40), 36).toUpperCase(java.util.Locale.ROOT)
                        + field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + "-");
            case "structuredReference" -> knowledge.fieldValue("paymentReference", random);
            case "validFrom", "validTo" -> Optional.empty();
            default -> field.endsWith("Id") ? knowledge.fieldValue(field, random) : Optional.empty();
        };
    }

    /** What cannot be told from a schema: values that depend on what is stored. */
    private static JsonNode fitState(
            Operation operation, String path, JsonNode body, Caller caller, RandomGenerator random) throws IOException {
        if (body instanceof ObjectNode object) {
            switch (operation.method() + " " + operation.path()) {
                case "POST /v1/tenant/clock-advances" -> object.put("to", later(operation, caller));
                case "PUT /v1/tenant" -> sameTenant(operation, caller, object, random);
                case "POST /v1/policies" -> object.put("effectiveFrom", "2026-12-01");
                case "POST /v1/vat-rates" -> newRate(object, random);
                case "POST /v1/parked-events/skips" -> missing(operation, caller, object, random);
                case "POST /v1/payments" -> smallAllocations(object);
                case "POST /v1/payments/{id}/allocations" -> smallAllocations(object);
                default -> {
                    // Nothing depends on what is stored.
                }
            }
        }
        return body;
    }

    private static String later(Operation operation, Caller caller) throws IOException {
        Optional<JsonNode> clock = caller.get(operation, "/v1/clock").json();
        return clock.map(c ->
                        Instant.parse(c.path("now").asText()).plusSeconds(60).toString())
                .orElse("2026-07-04T09:00:00Z");
    }

    private static void sameTenant(Operation operation, Caller caller, ObjectNode body, RandomGenerator random)
            throws IOException {
        caller.get(operation, "/v1/tenant").json().ifPresent(tenant -> {
            body.put("name", "Tenant " + random.nextInt(1000));
            body.set("sandbox", tenant.path("sandbox"));
            body.set("initialClock", tenant.path("initialClock"));
        });
    }

    private static void newRate(ObjectNode body, RandomGenerator random) {
        LocalDate from = LocalDate.of(2030, 1, 1).plusDays(random.nextInt(100_000));
        body.put("country", "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + random.nextInt(26)));
        body.put("category", "S");
        body.put("rate", 1 + random.nextInt(98) + "." + (1 + random.nextInt(9)));
        body.put("validFrom", from.toString());
        body.put("validTo", from.plusDays(1).toString());
    }

    /** Skips to an event that waits for its predecessor. */
    private static void missing(Operation operation, Caller caller, ObjectNode body, RandomGenerator random)
            throws IOException {
        JsonNode gaps = caller.get(operation, "/v1/parked-events?kind=GAP&limit=500")
                .json()
                .map(page -> page.path("items"))
                .orElse(NODES.arrayNode());
        if (!gaps.isEmpty()) {
            JsonNode gap = gaps.get(random.nextInt(gaps.size()));
            List.of("consumer", "topic", "aggregateId").forEach(field -> body.set(field, gap.path(field)));
            body.set("toSequence", gap.path("sequence"));
        }
    }

    private static void smallAllocations(ObjectNode body) {
        body.path("allocations").forEach(allocation -> {
            if (allocation.path("amount") instanceof ObjectNode amount) {
                amount.put("amount", "0.01");
            }
        });
    }

    private static JsonNode generate(
            Operation operation, JsonNode given, String name, RandomGenerator random, int depth) {
        JsonNode schema = notNull(operation, operation.resolve(given));
        if (schema.path("examples").size() > 0
                && !schema.path("examples").get(0).isNull()) {
            return schema.path("examples")
                    .get(random.nextInt(schema.path("examples").size()));
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        JsonNode type = schema.path("type").isArray() ? schema.path("type").get(0) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> object(operation, schema, random, depth);
            case "array" -> array(operation, schema, name, random, depth);
            case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> TextNode.valueOf(text(schema, name, random));
        };
    }

    /** The other half of "this or null". */
    private static JsonNode notNull(Operation operation, JsonNode schema) {
        for (JsonNode choice : schema.path("anyOf")) {
            if (!choice.path("type").asText().equals("null")) {
                return operation.resolve(choice);
            }
        }
        return schema;
    }

    private static ObjectNode object(Operation operation, JsonNode schema, RandomGenerator random, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || depth < DEEPEST && random.nextInt(4) == 0) {
                object.set(
                        property.getKey(),
                        generate(operation, property.getValue(), property.getKey(), random, depth + 1));
            }
        });
        return object;
    }

    private static ArrayNode array(
            Operation operation, JsonNode schema, String name, RandomGenerator random, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.max(1, schema.path("minItems").asInt(1));
        for (int i = 0; i < items; i++) {
            array.add(generate(operation, schema.path("items"), name, random, depth + 1));
        }
        return array;
    }

    private static String text(JsonNode schema, String name, RandomGenerator random) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date" ->
                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(100)).toString();
            case "date-time" -> "2026-05-04T09:00:00Z";
            default -> name + " " + random.nextInt(1000);
        };
    }

    private static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
