package io.receivables.dunning.policy.model;

import io.receivables.chassis.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All versions of one tenant's policy, the built-in version 0 included. */
public final class PolicyVersions {

    private final Map<Integer, DunningPolicy> byVersion;

    /** From the stored versions (1, 2, ...). */
    public PolicyVersions(List<DunningPolicy> stored) {
        byVersion = Stream.concat(Stream.of(DunningPolicy.DEFAULT), stored.stream())
                .collect(Collectors.toMap(DunningPolicy::version, Function.identity()));
    }

    /** The version a case runs on. */
    public DunningPolicy version(int version) {
        DunningPolicy policy = byVersion.get(version);
        if (policy == null) {
            throw new IllegalStateException("policy version " + version + " does not exist");
        }
        return policy;
    }

    /** The newest version in force on a day; a later version supersedes an earlier one, whatever their dates. */
    public DunningPolicy inForceOn(LocalDate day) {
        return byVersion.values().stream()
                .filter(policy -> !policy.effectiveFrom().isAfter(day))
                .max(Comparator.comparingInt(DunningPolicy::version))
                .orElse(DunningPolicy.DEFAULT);
    }

    /** Every amount with which some version compares what is owed, ascending. */
    public List<BigDecimal> minimums() {
        return byVersion.values().stream()
                .flatMap(policy -> policy.minimumOpenAmounts().stream())
                .map(Money::amount)
                .sorted()
                .toList();
    }

    /** Every version, newest first. */
    public List<DunningPolicy> newestFirst() {
        return byVersion.values().stream()
                .sorted(Comparator.comparingInt(DunningPolicy::version).reversed())
                .toList();
    }
}
