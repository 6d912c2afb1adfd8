package io.receivables.chassis.auditchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The seals of one batch: every tenant's chain continued from its head, in the order in which entries are appended. */
final class SealBatch {
    private final Map<String, Head> heads;
    private final List<String> tenants = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<UUID> entries = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private final List<Long> handled = new ArrayList<>();

    /** @param heads where each tenant's chain ends; continued here */
    SealBatch(Map<String, Head> heads) {
        this.heads = heads;
    }

    void append(long queued, TrailEntry entry) {
        var head = heads.getOrDefault(entry.tenant(), new Head(0, TrailEntry.genesis()));
        var next = new Head(head.position() + 1, entry.sealedAfter(head.hash()));
        heads.put(entry.tenant(), next);
        tenants.add(entry.tenant());
        positions.add(next.position());
        entries.add(entry.id());
        hashes.add(next.hash());
        handled.add(queued);
    }

    /** Takes an entry that has its seal already off the queue. */
    void skip(long queued) {
        handled.add(queued);
    }

    /** Tenants, positions, entry ids and hashes, as arrays for the database. */
    Object[] columns() {
        return new Object[] {
            tenants.toArray(String[]::new),
            positions.toArray(Long[]::new),
            entries.toArray(UUID[]::new),
            hashes.toArray(byte[][]::new)
        };
    }

    /** Places in the queue that are done. */
    Long[] handled() {
        return handled.toArray(Long[]::new);
    }

    /** The end of a chain. */
    record Head(long position, byte[] hash) {}
}
