package io.receivables.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Reads amounts of the APIs: a decimal string, or an object of amount and currency. */
public final class Amounts {

    private Amounts() {}

    public static BigDecimal of(JsonNode node) {
        JsonNode amount = node.isObject() ? node.path("amount") : node;
        if (!amount.isTextual()) {
            throw new IllegalArgumentException("not an amount: " + node);
        }
        return new BigDecimal(amount.asText());
    }
}
