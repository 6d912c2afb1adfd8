package io.receivables.dunning.dunningcase.store;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The ids of several groups in two arrays of one length: each id, and the position of its group. */
public record GroupedIds(UUID[] ids, Integer[] groups) {

    public static GroupedIds of(List<List<UUID>> groups) {
        return new GroupedIds(
                groups.stream().flatMap(List::stream).toArray(UUID[]::new),
                IntStream.range(0, groups.size())
                        .boxed()
                        .flatMap(group -> Collections.nCopies(groups.get(group).size(), group).stream())
                        .toArray(Integer[]::new));
    }
}
