package io.receivables.chassis.auditchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Counts every break and keeps the first ones. */
final class Breaks {
    static final int KEPT = 100;

    private final List<ChainBreak> first = new ArrayList<>();
    private long count;

    void add(ChainBreak.Kind kind, Optional<Long> position, Optional<UUID> entryId, String detail) {
        count++;
        if (first.size() < KEPT) {
            first.add(new ChainBreak(kind, position, entryId, detail));
        }
    }

    long count() {
        return count;
    }

    List<ChainBreak> first() {
        return List.copyOf(first);
    }
}
