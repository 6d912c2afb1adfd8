package io.receivables.dunning.policy.rest;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyLevel;
import io.receivables.dunning.policy.model.QuietRules;
import io.receivables.dunning.policy.model.Tone;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new policy version; what is left out is taken from the built-in policy. */
@Schema(
        name = "CreatePolicyRequest",
        examples =
                """
                {"effectiveFrom":"2026-01-01",
                 "levels":[{"name":"Pre-due notice","days":-3,"tone":"PRE_DUE"},
                           {"name":"Friendly reminder","days":5,"tone":"FRIENDLY"},
                           {"name":"Final notice","days":20,"tone":"FINAL"}],
                 "minimumGapDays":7,"reviewAfterDays":14,
                 "quietWeekdays":["SATURDAY","SUNDAY"],"sendFromHour":8,
                 "minimumOpenAmounts":[{"amount":"5.00","currency":"EUR"}]}""")
public record CreatePolicyRequest(
        @Schema(description = "First day of issue of the invoices it applies to; today when left out.")
                Optional<LocalDate> effectiveFrom,
        @Schema(description = "In ascending order of days; numbered from 1.") @NotEmpty @Size(max = 10)
                List<@NotNull @Valid Level> levels,
        @Schema(description = "Least days between two reminders of one invoice, at least 1.")
                Optional<@Min(1) @Max(90) Integer> minimumGapDays,
        @Schema(description = "Days after the last level until a person looks at the case.")
                Optional<@Min(1) @Max(365) Integer> reviewAfterDays,
        @Schema(
                        description =
                                "Weekdays without reminders in the debtor's zone; a reminder moves to the next other day.")
                Optional<@Size(max = 6) Set<@NotNull DayOfWeek>> quietWeekdays,
        @Schema(description = "Hour of the day, in the debtor's zone, from which reminders go out.")
                Optional<@Min(0) @Max(23) Integer> sendFromHour,
        @Schema(description = "Smallest open amount worth a reminder, one per currency; none for other currencies.")
                Optional<@Size(max = 50) List<@NotNull Money>> minimumOpenAmounts) {

    /** One level of the new version. */
    @Schema(name = "CreatePolicyLevel")
    public record Level(
            @NotBlank @Size(max = 60) String name,
            @Schema(description = "Days after the due date; zero or negative: on or before it.")
                    @NotNull
                    @Min(-60)
                    @Max(365)
                    Integer days,
            @Schema(description = "Which text is used; PRE_DUE exactly for levels on or before the due date.") @NotNull
                    Tone tone) {}

    /** The policy this request describes; 400 with every contradiction at once. */
    DunningPolicy toPolicy(int version, LocalDate today) {
        List<FieldError> errors = new ArrayList<>();
        checkLevels(errors);
        checkMinimums(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        List<PolicyLevel> numbered = new ArrayList<>();
        for (Level level : levels) {
            numbered.add(new PolicyLevel(numbered.size() + 1, level.name().strip(), level.days(), level.tone()));
        }
        return new DunningPolicy(
                version,
                effectiveFrom.orElse(today),
                numbered,
                minimumGapDays.orElse(DunningPolicy.DEFAULT.minimumGapDays()),
                reviewAfterDays.orElse(DunningPolicy.DEFAULT.reviewAfterDays()),
                new QuietRules(quietWeekdays.orElse(Set.of()), sendFromHour.orElse(0)),
                minimumOpenAmounts.orElse(List.of()));
    }

    private void checkLevels(List<FieldError> errors) {
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            if (i > 0 && level.days() <= levels.get(i - 1).days()) {
                errors.add(new FieldError(
                        "levels[" + i + "].days",
                        "not_ascending",
                        "must be greater than the days of the level before"));
            }
            if ((level.tone() == Tone.PRE_DUE) != (level.days() <= 0)) {
                errors.add(new FieldError(
                        "levels[" + i + "].tone",
                        "tone_does_not_fit",
                        "must be PRE_DUE exactly when the level is on or before the due date"));
            }
        }
    }

    private void checkMinimums(List<FieldError> errors) {
        Set<String> seen = new HashSet<>();
        List<Money> minimums = minimumOpenAmounts.orElse(List.of());
        for (int i = 0; i < minimums.size(); i++) {
            Money minimum = minimums.get(i);
            if (!minimum.isPositive()) {
                errors.add(new FieldError("minimumOpenAmounts[" + i + "].amount", "not_positive", "must be positive"));
            }
            if (!seen.add(minimum.currency().getCurrencyCode())) {
                errors.add(
                        new FieldError("minimumOpenAmounts[" + i + "].currency", "duplicate", "must occur only once"));
            }
        }
    }
}
