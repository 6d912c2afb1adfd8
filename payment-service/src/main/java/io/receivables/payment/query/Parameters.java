package io.receivables.payment.query;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads query parameters; one that cannot be read is refused by name, not ignored. */
public final class Parameters {
    private Parameters() {}

    public static Optional<UUID> uuid(String name, String value) {
        return read(name, value, "must be a UUID", UUID::fromString);
    }

    public static Optional<LocalDate> date(String name, String value) {
        return read(name, value, Dates.EXPECTATION, Dates::parse);
    }

    public static <E extends Enum<E>> Optional<E> oneOf(String name, String value, Class<E> type) {
        return read(
                name,
                value,
                "must be one of " + Arrays.toString(type.getEnumConstants()),
                text -> Enum.valueOf(type, text));
    }

    public static Optional<String> text(String name, String value) {
        return read(name, value, "must be text without control characters", text -> {
            if (text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    private static <T> Optional<T> read(String name, String value, String expectation, Function<String, T> conversion) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(conversion.apply(value));
        } catch (RuntimeException e) {
            throw Problem.of(CommonProblem.INVALID_PARAMETER, name + " " + expectation + ".")
                    .at(name, "invalid", expectation);
        }
    }
}
