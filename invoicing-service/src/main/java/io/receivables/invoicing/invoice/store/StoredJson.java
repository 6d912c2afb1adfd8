package io.receivables.invoicing.invoice.store;

import io.receivables.chassis.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads what this service wrote into a jsonb column. */
public final class StoredJson {
    private StoredJson() {}

    public static <T> T read(String json, Class<T> type) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored document is not readable as " + type.getSimpleName(), e);
        }
    }
}
