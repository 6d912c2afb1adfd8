package io.receivables.dunning.policy.rest;

import io.receivables.chassis.money.Money;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.Tone;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of the tenant's policy. */
@Schema(
        name = "Policy",
        examples =
                """
                {"version":1,"effectiveFrom":"2026-01-01",
                 "levels":[{"level":1,"name":"Friendly reminder","days":5,"tone":"FRIENDLY"},
                           {"level":2,"name":"Final notice","days":20,"tone":"FINAL"}],
                 "minimumGapDays":7,"reviewAfterDays":14,"quietWeekdays":["SATURDAY","SUNDAY"],"sendFromHour":8,
                 "minimumOpenAmounts":[{"amount":"5.00","currency":"EUR"}]}""")
public record PolicyResponse(
        @Schema(description = "0 is the built-in policy that every tenant starts with.") int version,
        LocalDate effectiveFrom,
        List<Level> levels,
        int minimumGapDays,
        int reviewAfterDays,
        List<DayOfWeek> quietWeekdays,
        int sendFromHour,
        List<Money> minimumOpenAmounts) {

    /** One level. */
    @Schema(name = "PolicyLevel")
    public record Level(int level, String name, int days, Tone tone) {}

    static PolicyResponse of(DunningPolicy policy) {
        return new PolicyResponse(
                policy.version(),
                policy.effectiveFrom(),
                policy.levels().stream()
                        .map(level -> new Level(level.level(), level.name(), level.days(), level.tone()))
                        .toList(),
                policy.minimumGapDays(),
                policy.reviewAfterDays(),
                policy.quiet().quietWeekdays().stream().sorted().toList(),
                policy.quiet().sendFromHour(),
                policy.minimumOpenAmounts());
    }
}
