package io.receivables.customer.tenant;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The settings of a tenant as a client states them. */
@Schema(
        name = "TenantRequest",
        requiredProperties = {"name", "sandbox"})
public record TenantRequest(
        @Schema(maxLength = 200, examples = "Demo Trading") String name,
        @Schema(description = "Whether the tenant's clock can be moved; cannot change later") Boolean sandbox,
        @Schema(
                        description = "Where a sandbox's clock stands at first; the system clock when left out",
                        examples = "2025-01-01T08:00:00Z")
                String initialClock) {
    private static final int MAX_NAME = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    TenantSettings toSettings() {
        var errors = new ArrayList<FieldError>();
        var text = Optional.ofNullable(name).map(String::strip).orElse("");
        if (text.isEmpty()) {
            errors.add(new FieldError("name", "required", "is required"));
        } else if (text.length() > MAX_NAME) {
            errors.add(new FieldError("name", "too_long", "is longer than " + MAX_NAME + " characters"));
        } else if (CONTROL.matcher(text).find()) {
            errors.add(new FieldError("name", "illegal_characters", "contains characters that are not text"));
        }
        if (sandbox == null) {
            errors.add(new FieldError("sandbox", "required", "is required"));
        }
        var clock = Optional.ofNullable(initialClock).flatMap(value -> Instants.read("initialClock", value, errors));
        if (clock.isPresent() && !Boolean.TRUE.equals(sandbox)) {
            errors.add(new FieldError("initialClock", "sandbox_only", "is for a sandbox only"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(List.copyOf(errors));
        }
        return new TenantSettings(text, sandbox, clock);
    }
}
