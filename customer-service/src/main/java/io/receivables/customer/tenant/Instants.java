package io.receivables.customer.tenant;

import io.receivables.chassis.problem.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads instants a clock can be set to. */
final class Instants {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Instants() {}

    /** ISO 8601 with offset, to the microsecond, between the years 2000 and 2200; else the error is added. */
    static Optional<Instant> read(String field, String text, List<FieldError> errors) {
        try {
            var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return Optional.of(instant);
            }
            errors.add(new FieldError(field, "instant_out_of_range", "is not between " + EARLIEST + " and " + LATEST));
        } catch (DateTimeException e) {
            errors.add(new FieldError(
                    field, "instant_invalid", "is not an ISO 8601 instant such as 2025-01-01T08:00:00Z"));
        }
        return Optional.empty();
    }
}
