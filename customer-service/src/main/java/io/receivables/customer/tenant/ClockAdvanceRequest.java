package io.receivables.customer.tenant;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the clock of a sandbox tenant shall stand. */
@Schema(
        name = "ClockAdvanceRequest",
        requiredProperties = {"to"})
public record ClockAdvanceRequest(
        @Schema(description = "ISO 8601 instant, not before the current clock", examples = "2025-02-01T08:00:00Z")
                String to) {
    Instant toInstant() {
        var errors = new ArrayList<FieldError>();
        if (to == null) {
            errors.add(new FieldError("to", "required", "is required"));
            throw Problem.invalid(errors);
        }
        return Instants.read("to", to, errors).orElseThrow(() -> Problem.invalid(List.copyOf(errors)));
    }
}
