package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller has learnt from answers: the ids in each collection, and the values of every field that names something. For one thread.
 */
public final class Knowledge {

    private static final int KEPT = 300;
    private static final Pattern NAMING = Pattern.compile("id|.*Id|.*[nN]umber|.*[rR]eference|nextCursor|version|name");

    private final Map<String, List<String>> values = new HashMap<>();

    /** Takes in what an operation answered. */
    public void learn(Operation operation, Reply reply) {
        if (!reply.ok()) {
            return;
        }
        if (reply.headers().containsKey("location")) {
            learnLocation(operation.service(), reply.header("location"));
        }
        reply.json().ifPresent(json -> {
            String collection = collection(operation.path());
            (json.path("items").isArray() ? json.path("items") : List.of(json))
                    .forEach(item -> learnItem(operation.service(), collection, item));
            learnFields(operation, json);
        });
    }

    /** Takes in the address of something. */
    void learnLocation(ServiceName service, String location) {
        int slash = location.lastIndexOf('/');
        String collection = location.substring(location.lastIndexOf('/', slash - 1) + 1, slash);
        add(key(service, collection), location.substring(slash + 1));
    }

    private void learnItem(ServiceName service, String collection, JsonNode item) {
        for (String field : List.of("id", singular(collection) + "Id", "importId")) {
            if (item.path(field).isTextual()) {
                add(key(service, collection), item.path(field).asText());
                add("#" + singular(collection) + "Id", item.path(field).asText());
                return;
            }
        }
        if (collection.equals("policies") && item.path("version").isInt()) {
            add(key(service, collection), item.path("version").asText());
        }
    }

    private void learnFields(Operation operation, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> learnFields(operation, element));
        }
        node.properties().forEach(field -> {
            if (field.getValue().isTextual() && NAMING.matcher(field.getKey()).matches()) {
                boolean own = field.getKey().equals("nextCursor");
                add(
                        "#" + field.getKey() + (own ? operation.id() : ""),
                        field.getValue().asText());
            } else {
                learnFields(operation, field.getValue());
            }
        });
    }

    /** Takes in that something is audited: its entity and id, separated by a space. */
    public void learnAuditTrail(ServiceName service, String trail) {
        add(key(service, "audit-trails"), trail);
    }

    /** Something that is audited: its entity and id, separated by a space. */
    public Optional<String> auditTrail(ServiceName service, RandomGenerator random) {
        return any(key(service, "audit-trails"), random);
    }

    /** A value for a parameter of a path: an id of the collection before it. */
    public Optional<String> pathValue(Operation operation, String name, RandomGenerator random) {
        Matcher before = Pattern.compile("/([^/{]+)/\\{" + name + "[^}]*}").matcher(operation.path());
        String collection = before.find() ? before.group(1) : "";
        return any(key(operation.service(), collection), random)
                .or(() -> any("#" + name, random))
                .or(() -> any("#" + singular(collection) + "Id", random));
    }

    /** A value that some answer had in a field of this name. */
    public Optional<String> fieldValue(String name, RandomGenerator random) {
        return any("#" + name, random);
    }

    public Optional<String> cursor(Operation operation, RandomGenerator random) {
        return any("#nextCursor" + operation.id(), random);
    }

    private Optional<String> any(String key, RandomGenerator random) {
        List<String> known = values.getOrDefault(key, List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
    }

    private void add(String key, String value) {
        List<String> known = values.computeIfAbsent(key, k -> new ArrayList<>());
        if (value.isEmpty() || known.contains(value)) {
            return;
        }
        if (known.size() >= KEPT) {
            known.remove(0);
        }
        known.add(value);
    }

    private static String key(ServiceName service, String collection) {
        return service.id() + "/" + collection;
    }

    /** The last part of the path that is no parameter. */
    private static String collection(String path) {
        String[] parts = path.replaceAll("/\\{[^}]*}$", "").split("/");
        return parts[parts.length - 1];
    }

    /** {@code open-items} gives {@code openItem}, {@code policies} gives {@code policy}. */
    private static String singular(String collection) {
        String camel = Pattern.compile("-([a-z])").matcher(collection).replaceAll(letter -> letter.group(1)
                .toUpperCase(java.util.Locale.ROOT));
        return camel.replaceAll("ies$", "y").replaceAll("s$", "");
    }
}
