package io.receivables.torture.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/** Amounts in cents, and as the APIs write them. */
public final class Cents {

    private Cents() {}

    public static String text(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    public static Map<String, Object> euro(long cents) {
        return Map.of("amount", text(cents), "currency", "EUR");
    }

    /** An amount of an answer: a decimal string, or an object of amount and currency. */
    public static long of(JsonNode node) {
        return of(new BigDecimal((node.isObject() ? node.path("amount") : node).asText()));
    }

    public static long of(BigDecimal amount) {
        return amount.movePointRight(2).longValueExact();
    }
}
