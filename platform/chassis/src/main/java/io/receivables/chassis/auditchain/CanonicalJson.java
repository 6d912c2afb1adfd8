package io.receivables.chassis.auditchain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * The one form of a JSON value: RFC 8785 (no white space, members sorted by UTF-16 code units, shortest escapes), except
 * that a number is written exactly, in plain decimal notation without needless zeros. It does not depend on how
 * PostgreSQL prints jsonb.
 */
final class CanonicalJson {
    private static final int MAX_DEPTH = 2_000;
    private static final ObjectReader EXACT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(150_000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private CanonicalJson() {}

    static JsonNode parse(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value, out);
            case ARRAY -> array(value, out);
            case STRING -> string(value.textValue(), out);
            case NUMBER -> out.append(number(value.decimalValue()));
            default -> out.append(value.asText());
        }
    }

    private static void object(JsonNode value, StringBuilder out) {
        var members = new TreeMap<String, JsonNode>();
        value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        char separator = '{';
        for (var member : members.entrySet()) {
            out.append(separator);
            string(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode value, StringBuilder out) {
        char separator = '[';
        for (var element : value) {
            out.append(separator);
            write(element, out);
            separator = ',';
        }
        out.append(value.isEmpty() ? "[]" : "]");
    }

    private static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static void string(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(c < 0x10 ? "0" : "1").append(Character.forDigit(c & 0xf, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
