package io.receivables.chassis.rest;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** An opaque position in a list: the sort keys of the last item seen. */
public record Cursor(List<String> keys) {

    public static Cursor of(Object... keys) {
        return new Cursor(java.util.Arrays.stream(keys).map(String::valueOf).toList());
    }

    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.text(keys).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor with the given number of keys; absent when the parameter is. */
    public static Optional<Cursor> decode(String parameter, int keys) {
        if (parameter == null || parameter.isEmpty()) {
            return Optional.empty();
        }
        try {
            var values = Json.read(Base64.getUrlDecoder().decode(parameter), String[].class);
            if (values != null
                    && values.length == keys
                    && java.util.Arrays.stream(values).noneMatch(v -> v == null || v.indexOf(0) >= 0)) {
                return Optional.of(new Cursor(List.of(values)));
            }
        } catch (IOException | IllegalArgumentException e) {
            // falls through to the refusal below
        }
        throw invalid();
    }

    public String text(int index) {
        return keys.get(index);
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    /** Converts a key; whatever the conversion throws becomes {@code invalid_cursor}. */
    public <T> T read(int index, Function<String, T> conversion) {
        try {
            return conversion.apply(keys.get(index));
        } catch (RuntimeException e) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.of(CommonProblem.INVALID_CURSOR, "Use the nextCursor of the previous page.")
                .at("cursor", "invalid", "was not issued by this list");
    }
}
