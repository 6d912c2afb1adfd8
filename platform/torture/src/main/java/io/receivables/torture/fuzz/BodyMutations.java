package io.receivables.torture.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.receivables.torture.api.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils a body: its fields, its syntax or its bytes. */
final class BodyMutations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = "@odd value@";
    private static final int DEPTH = 5_000;

    private BodyMutations() {}

    static Request spoil(Request request, RandomGenerator random) {
        boolean json = request.headers().getOrDefault("Content-Type", "").contains("json");
        int kind = random.nextInt(10);
        if (json && kind < 7) {
            return request.withBody(utf8(fields(request.bodyText(), random)));
        }
        return request.withBody(kind < 9 ? syntax(request.bodyText(), random) : bytes(request.body(), random));
    }

    /** Changes one or two places of the tree. */
    private static String fields(String body, RandomGenerator random) {
        try {
            JsonNode tree = JSON.readTree(body);
            int changes = 1 + random.nextInt(2);
            for (int i = 0; i < changes; i++) {
                change(tree, random);
            }
            String text = tree.toString();
            while (text.contains('"' + PLACE + '"')) {
                int at = text.indexOf('"' + PLACE + '"');
                text = text.substring(0, at) + Odd.json(random) + text.substring(at + PLACE.length() + 2);
            }
            return random.nextInt(20) == 0 ? text.replaceFirst("\\{(\"[^\"]+\":)", "{$1null,$1") : text;
        } catch (IOException e) {
            return body;
        }
    }

    private static void change(JsonNode tree, RandomGenerator random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        if (containers.isEmpty()) {
            return;
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            change(object, random);
        } else if (container instanceof ArrayNode array) {
            change(array, random);
        }
    }

    private static void change(ObjectNode object, RandomGenerator random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        int kind = random.nextInt(10);
        if (names.isEmpty() || kind == 0) {
            object.set(
                    List.of("unknown", "tenantId", "id", "", "__proto__", "😀").get(random.nextInt(6)),
                    TextNode.valueOf(PLACE));
        } else if (kind <= 2) {
            object.remove(names.get(random.nextInt(names.size())));
        } else {
            object.set(names.get(random.nextInt(names.size())), TextNode.valueOf(PLACE));
        }
    }

    private static void change(ArrayNode array, RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(PLACE);
            case 2 -> {
                for (int i = 0; i < 1_100 && !array.isEmpty(); i++) {
                    array.add(array.get(0));
                }
            }
            default -> {
                if (!array.isEmpty()) {
                    array.set(random.nextInt(array.size()), TextNode.valueOf(PLACE));
                    array.add(array.get(0));
                }
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static byte[] syntax(String body, RandomGenerator random) {
        int at = body.isEmpty() ? 0 : random.nextInt(body.length());
        return switch (random.nextInt(14)) {
            case 0 -> new byte[0];
            case 1 -> utf8(body.substring(0, at));
            case 2 -> utf8(body + body);
            case 3 -> utf8('[' + body + ']');
            case 4 -> utf8("[".repeat(DEPTH));
            case 5 -> utf8("{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH));
            case 6 -> utf8(Odd.json(random));
            case 7 -> utf8("\uFEFF" + body);
            case 8 -> body.getBytes(StandardCharsets.UTF_16);
            case 9 -> (body + "é").getBytes(StandardCharsets.ISO_8859_1);
            case 10 -> utf8("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
            case 11 -> utf8(body.replace('"', '\''));
            case 12 -> utf8(body.substring(0, at) + Odd.text(random) + body.substring(at));
            default -> utf8(body.replaceFirst("\\d+", "9".repeat(400)));
        };
    }

    private static byte[] bytes(byte[] body, RandomGenerator random) {
        byte[] changed = Arrays.copyOf(body, body.length);
        for (int i = 0; i <= random.nextInt(4) && changed.length > 0; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
