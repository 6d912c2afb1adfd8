package io.receivables.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Contract tests for both sides: what an owner publishes is valid, and what a consumer reads may grow or leave out what is optional. */
public final class EventContracts {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private EventContracts() {}

    /** An example, or a changed copy of one that every consumer must still read. */
    public record Variant(String name, JsonNode data) {

        public byte[] bytes() {
            return Json.bytes(data);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Fails with every violation when the payload does not match the schema of this event type. */
    public static void assertValid(String type, byte[] payload) {
        List<String> violations = violations(type, payload);
        if (!violations.isEmpty()) {
            throw new AssertionError(type + " breaks its contract:\n  " + String.join("\n  ", violations) + "\n"
                    + new String(payload, StandardCharsets.UTF_8));
        }
    }

    public static void assertValid(String type, JsonNode payload) {
        assertValid(type, Json.bytes(payload));
    }

    /** Type, subject's topic and payload of an event found on Kafka or in the outbox. */
    public static void assertValid(ObservedEvent event) {
        Contracts.EventContract contract = Contracts.event(event.type());
        if (!contract.isOn(event.topic())) {
            throw new AssertionError(event.type() + " belongs on " + contract.topic() + ", found on " + event.topic());
        }
        assertValid(event.type(), event.payload());
    }

    /** The violations of a payload, one sentence each. */
    public static List<String> violations(String type, byte[] payload) {
        Schema schema = SCHEMAS.computeIfAbsent(
                type, key -> REGISTRY.getSchema(Json.text(Contracts.event(key).schema()), InputFormat.JSON));
        List<Error> errors = schema.validate(
                new String(payload, StandardCharsets.UTF_8),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.stream().map(Error::toString).sorted().toList();
    }

    /** The published examples of an event type. */
    public static List<JsonNode> examples(String type) {
        return Contracts.event(type).examples();
    }

    /** A copy of the first example, to be changed by a test. */
    public static ObjectNode example(String type) {
        return examples(type).get(0).deepCopy();
    }

    /**
     * Every example as it is, with unknown fields in every object, and with each optional property left out, one at a time. A consumer
     * must read all of them.
     */
    public static List<Variant> exampleVariants(String type) {
        List<Variant> variants = new ArrayList<>();
        JsonNode schema = Contracts.event(type).schema();
        List<JsonNode> examples = examples(type);
        for (int i = 0; i < examples.size(); i++) {
            String name = type + " example " + (i + 1);
            JsonNode example = examples.get(i);
            variants.add(new Variant(name, example));
            variants.add(new Variant(name + " with unknown fields", SchemaVariants.withUnknownFields(example)));
            SchemaVariants.withoutEachOptional(schema, example)
                    .forEach((path, data) -> variants.add(new Variant(name + " without " + path, data)));
        }
        return List.copyOf(variants);
    }
}
