package io.receivables.torture.poison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The payload of an event with one field after the other spoilt. Who reads the field cannot apply the event. */
final class Fields {

    /** Stands for the id of the aggregate, which every use of a payload has of its own. */
    static final String AGGREGATE = "00000000-aaaa-0000-aaaa-000000000000";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, JsonNode> SPOILT = new LinkedHashMap<>();

    static {
        SPOILT.put("null", NullNode.instance);
        SPOILT.put("an object", NODES.objectNode().put("a", 1));
        SPOILT.put("a list", NODES.arrayNode().add("x"));
        SPOILT.put("true", BooleanNode.TRUE);
        SPOILT.put("empty", TextNode.valueOf(""));
        SPOILT.put("text with a NUL", TextNode.valueOf("a\u0000b"));
        SPOILT.put("text without end", TextNode.valueOf("y".repeat(20_000)));
        SPOILT.put("a day beyond all calendars", TextNode.valueOf("+999999999-12-31"));
        SPOILT.put("the 30th of February", TextNode.valueOf("2025-02-30"));
        SPOILT.put("an amount without end", TextNode.valueOf("9".repeat(60) + ".99"));
        SPOILT.put("an amount too precise", TextNode.valueOf("0.0000000000001"));
        SPOILT.put("an amount below zero", TextNode.valueOf("-1302.50"));
        SPOILT.put("an amount of many zeros", TextNode.valueOf("1e999999999"));
        SPOILT.put("a number too large", NODES.numberNode(BigInteger.TEN.pow(40)));
    }

    private final Stock stock;

    Fields(Stock stock) {
        this.stock = stock;
    }

    /** Payloads by what is wrong with them. */
    Map<String, String> mutations() {
        Map<String, String> mutations = new LinkedHashMap<>();
        if (stock.aggregateField().isEmpty()) {
            return mutations;
        }
        for (List<String> path : paths(stock.example(), List.of())) {
            if (!path.equals(List.of(stock.aggregateField()))) {
                String name = String.join(".", path);
                mutations.put("without " + name, spoilt(path, null));
                SPOILT.forEach((what, node) -> mutations.put(name + " is " + what, spoilt(path, node)));
            }
        }
        return mutations;
    }

    private static List<List<String>> paths(JsonNode node, List<String> to) {
        List<List<String>> paths = new ArrayList<>();
        if (node.isArray()) {
            paths.addAll(paths(node.path(0), with(to, "0")));
        }
        node.properties().forEach(field -> {
            List<String> path = with(to, field.getKey());
            paths.add(path);
            paths.addAll(paths(field.getValue(), path));
        });
        return paths;
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private String spoilt(List<String> path, JsonNode value) {
        ObjectNode payload = stock.payload(UUID.fromString(AGGREGATE));
        JsonNode parent = payload;
        for (String step : path.subList(0, path.size() - 1)) {
            parent = parent.isArray() ? parent.get(Integer.parseInt(step)) : parent.get(step);
        }
        String last = path.get(path.size() - 1);
        if (value == null) {
            ((ObjectNode) parent).remove(last);
        } else if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
        return payload.toString();
    }
}
