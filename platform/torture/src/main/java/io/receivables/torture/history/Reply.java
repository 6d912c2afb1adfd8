package io.receivables.torture.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a service answered: something definite. */
public record Reply(int status, String body, boolean replayed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public boolean ok() {
        return status < 300;
    }

    public JsonNode json() {
        return read(body);
    }

    public static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stable code of a refusal, empty for a success. */
    public String code() {
        return ok() ? "" : json().path("code").asText();
    }
}
