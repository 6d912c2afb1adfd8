package io.receivables.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Changes an example in the ways its schema allows. */
final class SchemaVariants {

    private SchemaVariants() {}

    static JsonNode withUnknownFields(JsonNode example) {
        JsonNode copy = example.deepCopy();
        addUnknown(copy);
        return copy;
    }

    private static void addUnknown(JsonNode node) {
        node.forEach(SchemaVariants::addUnknown);
        if (node instanceof ObjectNode object) {
            object.put("addedInALaterVersion", "text");
            object.putObject("addedObject").put("inner", 1).putArray("list").add("a");
        }
    }

    /** The example without each optional property, by the path of the property. */
    static Map<String, JsonNode> withoutEachOptional(JsonNode schema, JsonNode example) {
        Set<JsonPointer> optional = new LinkedHashSet<>();
        collectOptional(schema, schema, example, JsonPointer.empty(), optional);
        Map<String, JsonNode> variants = new LinkedHashMap<>();
        for (JsonPointer path : optional) {
            JsonNode copy = example.deepCopy();
            ((ObjectNode) copy.at(path.head())).remove(path.last().getMatchingProperty());
            variants.put(path.toString(), copy);
        }
        return variants;
    }

    private static void collectOptional(
            JsonNode root, JsonNode schema, JsonNode value, JsonPointer path, Set<JsonPointer> found) {
        JsonNode resolved = resolve(root, schema);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collectOptional(root, resolved.path("items"), value.get(i), path.appendIndex(i), found);
            }
            return;
        }
        Set<String> required = new LinkedHashSet<>();
        resolved.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : resolved.path("properties").properties()) {
            JsonPointer child = path.appendProperty(property.getKey());
            JsonNode present = value.path(property.getKey());
            if (present.isMissingNode()) {
                continue;
            }
            if (!required.contains(property.getKey())) {
                found.add(child);
            }
            collectOptional(root, property.getValue(), present, child, found);
        }
    }

    /** Follows a reference inside the same document; the contracts use no other. */
    static JsonNode resolve(JsonNode root, JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isMissingNode() ? schema : root.at(reference.asText().substring(1));
    }
}
