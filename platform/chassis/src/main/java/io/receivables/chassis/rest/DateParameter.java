package io.receivables.chassis.rest;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.time.Dates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A date in a query. */
public final class DateParameter {
    private DateParameter() {}

    /** The date where there is one; refused when it is outside of the bounds. */
    public static Optional<LocalDate> of(String name, LocalDate date) {
        try {
            return Optional.ofNullable(date).map(Dates::require);
        } catch (DateTimeException e) {
            throw Problem.of(CommonProblem.INVALID_PARAMETER, name + " " + Dates.EXPECTATION + ".")
                    .at(name, "invalid", Dates.EXPECTATION);
        }
    }
}
