package io.receivables.torture.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param headers by lower-case name
 * @param nanos from the first byte sent to the last one read
 */
public record Reply(int status, Map<String, String> headers, byte[] body, long nanos) {

    static final ObjectMapper JSON = new ObjectMapper();

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public boolean refused() {
        return status >= 400 && status < 500;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON, empty when it is something else. */
    public Optional<JsonNode> json() {
        if (body.length == 0 || !header("content-type").contains("json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The code of a problem document, empty for anything else. */
    public String problemCode() {
        return json().map(document -> document.path("code").asText()).orElse("");
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + header("content-type") + " "
                + (text.length() > 400 ? text.substring(0, 400) + "..." : text);
    }
}
