package io.receivables.dunning.policy.model;

import io.receivables.chassis.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One immutable version of a tenant's dunning policy; a case keeps the version it started with. */
public record DunningPolicy(
        int version,
        LocalDate effectiveFrom,
        List<PolicyLevel> levels,
        int minimumGapDays,
        int reviewAfterDays,
        QuietRules quiet,
        List<Money> minimumOpenAmounts) {

    /** The policy every tenant has before its first own version. */
    public static final DunningPolicy DEFAULT = new DunningPolicy(
            0,
            LocalDate.EPOCH,
            List.of(
                    new PolicyLevel(1, "Pre-due notice", -3, Tone.PRE_DUE),
                    new PolicyLevel(2, "Friendly reminder", 3, Tone.FRIENDLY),
                    new PolicyLevel(3, "Second reminder", 14, Tone.SECOND),
                    new PolicyLevel(4, "Final notice", 30, Tone.FINAL)),
            5,
            14,
            QuietRules.NONE,
            List.of());

    public DunningPolicy {
        levels = List.copyOf(levels);
        minimumOpenAmounts = List.copyOf(minimumOpenAmounts);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one level");
        }
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).level() != i + 1
                    || i > 0 && levels.get(i).days() <= levels.get(i - 1).days()) {
                throw new IllegalArgumentException("levels are numbered from 1 and their days ascend");
            }
        }
    }

    /** The rule of a level of this policy. */
    public PolicyLevel level(int number) {
        return levels.get(number - 1);
    }

    /** Levels above the given one, lowest first. */
    public List<PolicyLevel> levelsAfter(int number) {
        return levels.subList(Math.min(number, levels.size()), levels.size());
    }

    /** The last and firmest level. */
    public PolicyLevel lastLevel() {
        return levels.get(levels.size() - 1);
    }

    /** Days between two reminders; never less than one, so that no debtor hears twice on one day about an invoice. */
    public int gapDays() {
        return Math.max(1, minimumGapDays);
    }

    /** Whether an open amount is worth a reminder; a currency without a minimum has none. */
    public boolean worthReminding(Money open) {
        return open.isPositive()
                && minimumFor(open).map(minimum -> open.compareTo(minimum) >= 0).orElse(true);
    }

    private Optional<Money> minimumFor(Money open) {
        return minimumOpenAmounts.stream()
                .filter(minimum -> minimum.currency().equals(open.currency()))
                .findFirst();
    }
}
