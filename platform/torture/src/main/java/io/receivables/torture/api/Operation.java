package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operation as its service's OpenAPI document describes it.
 *
 * @param path template, for example {@code /v1/invoices/{id}}
 * @param node the description of the operation
 * @param document the whole document, for its schemas
 */
public record Operation(ServiceName service, String method, String path, JsonNode node, JsonNode document) {

    /** For example {@code invoicing POST /v1/invoices}. */
    public String id() {
        return service.id() + " " + method + " " + path;
    }

    public boolean isRead() {
        return method.equals("GET");
    }

    /** The roles of which one is needed, as the document states them. */
    public Set<String> roles() {
        Set<String> roles = new TreeSet<>();
        node.path("security")
                .forEach(requirement ->
                        requirement.forEach(scopes -> scopes.forEach(scope -> roles.add(scope.asText()))));
        return roles;
    }

    /** Parameters in {@code path}, {@code query} or {@code header}. */
    public List<JsonNode> parameters(String in) {
        List<JsonNode> found = new ArrayList<>();
        node.path("parameters").forEach(parameter -> {
            JsonNode described = resolve(parameter);
            if (described.path("in").asText().equals(in)) {
                found.add(described);
            }
        });
        return found;
    }

    public boolean hasHeader(String name) {
        return parameters("header").stream()
                .anyMatch(p -> p.path("name").asText().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }

    /** The media types of the body, none for an operation without one. */
    public List<String> bodyTypes() {
        List<String> types = new ArrayList<>();
        resolve(node.path("requestBody")).path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    public JsonNode bodySchema(String type) {
        return resolve(
                resolve(node.path("requestBody")).path("content").path(type).path("schema"));
    }

    /** The examples of the body: those of the request, else those of its schema. */
    public List<JsonNode> bodyExamples(String type) {
        JsonNode content = resolve(node.path("requestBody")).path("content").path(type);
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        if (examples.isEmpty()) {
            bodySchema(type).path("examples").forEach(examples::add);
        }
        if (examples.isEmpty() && bodySchema(type).has("example")) {
            examples.add(bodySchema(type).path("example"));
        }
        return examples;
    }

    /** What the document says about answers with this status. */
    public Optional<JsonNode> response(int status) {
        JsonNode response = node.path("responses").path(Integer.toString(status));
        return response.isMissingNode() ? Optional.empty() : Optional.of(resolve(response));
    }

    /** Follows a reference into the document. */
    public JsonNode resolve(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    @Override
    public String toString() {
        return id();
    }
}
