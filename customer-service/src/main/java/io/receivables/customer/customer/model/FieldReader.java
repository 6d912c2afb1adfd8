package io.receivables.customer.customer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads raw values of one draft and collects every violation instead of stopping at the first. */
final class FieldReader {
    static final String REQUIRED = "required";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern LONE_SURROGATE =
            Pattern.compile("[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private final List<Violation> violations = new ArrayList<>();

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void violation(String field, String code, String message) {
        violations.add(new Violation(field, code, message));
    }

    /** Trimmed text; blank counts as absent. Control characters are refused: PostgreSQL cannot store NUL, people cannot read the rest. */
    Optional<String> optional(String field, String raw, int maxLength) {
        var value = Optional.ofNullable(raw).map(String::strip).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            return value;
        }
        if (value.get().length() > maxLength) {
            violation(field, "too_long", "is longer than " + maxLength + " characters");
            return Optional.empty();
        }
        if (CONTROL.matcher(value.get()).find()
                || LONE_SURROGATE.matcher(value.get()).find()) {
            violation(field, "illegal_characters", "contains characters that are not text");
            return Optional.empty();
        }
        return value;
    }

    /** As {@link #optional}, and an absent value is a violation; the empty string stands for a value already refused. */
    String required(String field, String raw, int maxLength) {
        if (raw == null || raw.isBlank()) {
            violation(field, REQUIRED, "is required");
            return "";
        }
        return optional(field, raw, maxLength).orElse("");
    }

    /** A value with its own format; the parser gives nothing for text that is not of that format. */
    <T> Optional<T> parsed(
            String field, Optional<String> text, Function<String, Optional<T>> parser, String code, String message) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var value = parser.apply(text.get());
        if (value.isEmpty()) {
            violation(field, code, message);
        }
        return value;
    }

    <E extends Enum<E>> Optional<E> constant(String field, Optional<String> text, Class<E> type, String code) {
        return parsed(
                field,
                text,
                raw -> {
                    try {
                        return Optional.of(Enum.valueOf(type, raw.toUpperCase(Locale.ROOT)));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                },
                code,
                "is not one of " + List.of(type.getEnumConstants()));
    }
}
