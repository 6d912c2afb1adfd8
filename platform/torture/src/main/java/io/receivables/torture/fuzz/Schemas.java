package io.receivables.torture.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.receivables.torture.api.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks answers against the schemas of the documents, read strictly: a field that the document does not name is an error too, because a
 * generated client would lose it.
 */
final class Schemas {

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** What is wrong with an answer of this status and media type, one sentence each; empty when the document says nothing about it. */
    Optional<List<String>> violations(Operation operation, int status, String mediaType, String body) {
        JsonNode content =
                operation.response(status).map(r -> r.path("content")).orElseThrow();
        JsonNode schema = content.path(mediaType).path("schema");
        if (schema.isMissingNode()) {
            return Optional.empty();
        }
        Schema check = compiled.computeIfAbsent(operation.id() + status + mediaType, key -> compile(operation, schema));
        List<Error> errors = check.validate(
                body,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return Optional.of(errors.stream().map(Error::toString).sorted().toList());
    }

    private Schema compile(Operation operation, JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        root.set("components", operation.document().path("components").deepCopy());
        close(root);
        return registry.getSchema(root.toString(), InputFormat.JSON);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").toString().contains("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }
}
