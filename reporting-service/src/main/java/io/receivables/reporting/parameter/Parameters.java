package io.receivables.reporting.parameter;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import io.receivables.chassis.time.TimeZones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads query parameters; whatever is unreadable is refused with the parameter's name. */
public final class Parameters {
    private Parameters() {}

    public static Optional<LocalDate> date(String name, String value) {
        return read(name, value, Dates::parse, Dates.EXPECTATION);
    }

    public static Optional<Instant> instant(String name, String value) {
        var instant = read(name, value, Instant::parse, "must be an instant such as 2026-03-31T12:00:00Z");
        if (instant.isPresent()
                && (instant.get().isBefore(Instant.EPOCH)
                        || instant.get().isAfter(Instant.parse("2999-12-31T00:00:00Z")))) {
            throw invalid(name, "must lie between 1970 and 2999");
        }
        return instant;
    }

    /** A time zone of the IANA database; UTC unless told. */
    public static ZoneId zone(String name, String value) {
        return read(name, value, Parameters::region, "must be an IANA time zone such as Europe/Budapest")
                .orElse(ZoneId.of("UTC"));
    }

    public static Optional<UUID> uuid(String name, String value) {
        return read(name, value, Parameters::strictUuid, "must be a UUID");
    }

    public static Optional<String> currency(String name, String value) {
        return value == null
                ? Optional.empty()
                : Optional.of(Money.currency(value).getCurrencyCode());
    }

    private static <T> Optional<T> read(String name, String value, Function<String, T> conversion, String message) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(conversion.apply(value));
        } catch (RuntimeException e) {
            throw invalid(name, message);
        }
    }

    private static ZoneId region(String value) {
        return TimeZones.of(value).orElseThrow(() -> new IllegalArgumentException(value));
    }

    private static UUID strictUuid(String value) {
        var uuid = UUID.fromString(value);
        if (!uuid.toString().equalsIgnoreCase(value)) {
            throw new IllegalArgumentException(value);
        }
        return uuid;
    }

    private static Problem invalid(String name, String message) {
        return Problem.of(CommonProblem.INVALID_PARAMETER, name + " " + message + ".")
                .at(name, "invalid", message);
    }
}
