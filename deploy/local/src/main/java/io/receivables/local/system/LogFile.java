package io.receivables.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds in a service's JSON log what went wrong last, to be shown in one line. */
final class LogFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    private LogFile() {}

    /** The message and the innermost cause of the last error, with a colon before it; empty when there is none. */
    static String lastError(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            for (int i = lines.size() - 1; i >= 0; i--) {
                Optional<String> error = error(lines.get(i));
                if (error.isPresent()) {
                    return ": " + error.get();
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> error(String line) {
        if (!line.startsWith("{") || !line.contains("\"ERROR\"")) {
            return Optional.empty();
        }
        try {
            JsonNode entry = JSON.readTree(line);
            String text = entry.path("message").asText() + cause(entry.path("exception"));
            return Optional.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String cause(JsonNode exception) {
        JsonNode inner = exception;
        while (inner.path("causedBy").path("exception").isObject()) {
            inner = inner.path("causedBy").path("exception");
        }
        return inner.path("message").isTextual() ? " (" + inner.path("message").asText() + ")" : "";
    }
}
