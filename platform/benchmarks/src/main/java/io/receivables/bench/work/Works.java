package io.receivables.bench.work;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every kind of work, in the order of measuring. */
public final class Works {
    private static final List<Work> ALL = List.of(
            new Idling(),
            new Issuing(),
            new GaplessIssuing(),
            new ScalingOut(),
            new Billing(),
            new Paying(),
            new Showing(),
            new Reading(),
            new Replaying(),
            new Importing(),
            new Growing(),
            new Sweeping());

    private Works() {}

    /** Those with these names; all where no name is given. */
    public static List<Work> named(Collection<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        ALL.forEach(work -> unknown.remove(work.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no work " + String.join(", ", unknown) + "; there is "
                    + ALL.stream().map(Work::name).collect(Collectors.joining(", ")));
        }
        return ALL.stream()
                .filter(work -> names.isEmpty() || names.contains(work.name()))
                .toList();
    }
}
